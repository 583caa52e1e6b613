using System.Globalization;
using System.Text;
using System.Text.Json;
using NanoGpt.Sandbox;

namespace NanoGpt.Client.Tests;

/// <summary>Tests writing and reading preferences as a file.</summary>
public sealed class VisibilityFileTests(SandboxFixture sandbox) : VisibilityTest(sandbox)
{
    private const string Document = """
        {"visibleTextModels":{"openai/gpt-5.5":true,"b/ü:1":false,"Z":true,"🔥":true,"odd":"yes","null":null,"":false},
        "modelCategories":{"openai/gpt-5.2":"C++ & 'more' <b>","b/ü:1":"Büro \"1\" \\ \u0001","odd":7,"empty":""},"theme":"dark"}
        """;

    private static readonly string File = """
        {
          "format": "NanoGpt.ModelVisibility/1",
          "visibleTextModels": {
            "": false,
            "Z": true,
            "b/ü:1": false,
            "openai/gpt-5.5": true,
            "\uD83D\uDD25": true
          },
          "modelCategories": {
            "b/ü:1": "Büro \"1\" \\ \u0001",
            "openai/gpt-5.2": "C++ & 'more' <b>"
          }
        }

        """.ReplaceLineEndings("\n");

    public static TheoryData<string> Encodings { get; } = ["utf-8", "utf-16", "utf-16BE"];

    [Fact]
    public async Task A_file_has_one_sorted_entry_per_line_in_utf_8_without_a_bom()
    {
        Save(Document);

        Assert.Equal(File, Encoding.UTF8.GetString(VisibilityFile.Write(await GetAsync())));
    }

    [Fact]
    public async Task Equal_preferences_yield_identical_files()
    {
        Save("""{"visibleTextModels":{"a":true,"b":false},"modelCategories":{"a":"x"}}""");
        var some = VisibilityFile.Write(await GetAsync());
        Save("""{"other":1,"modelCategories":{"\u0061":"\u0078","b":""},"visibleTextModels":{"b":false,"a":true}}""");
        var same = VisibilityFile.Write(await GetAsync());

        Assert.Equal(some, same);
    }

    [Fact]
    public async Task Categories_are_trimmed_when_written_and_read()
    {
        Save("""{"visibleTextModels":{},"modelCategories":{"a":" x ","b":" "}}""");

        var written = Encoding.UTF8.GetString(VisibilityFile.Write(await GetAsync()));
        var entry = Assert.Single(VisibilityFile.Read(Encoding.UTF8.GetBytes(written.Replace("\"x\"", "\"\\tx y \"", StringComparison.Ordinal))));

        Assert.Contains("{\n    \"a\": \"x\"\n  }", written, StringComparison.Ordinal);
        Assert.Equal("x y", entry.Category);
    }

    [Fact]
    public async Task Invisible_characters_are_escaped_and_read_back()
    {
        // Unpaired surrogates are invalid Unicode. JSON escapes the quotation mark and the backslash differently.
        var characters = Enumerable.Range(0, 0x10000).Where(code => !char.IsSurrogate((char)code)).Select(code => (char)code).ToList();
        var categories = characters.ToDictionary(character => $"{(int)character:X4}", character => $"<{character}>");
        categories["tag"] = "<\U000E0041>";
        Save(JsonSerializer.Serialize(new { visibleTextModels = new Dictionary<string, bool> { ["a\u202Eb\\\u202E"] = true }, modelCategories = categories }));

        var bytes = VisibilityFile.Write(await GetAsync());

        var file = Encoding.UTF8.GetString(bytes);
        Assert.All(file, character => Assert.False(
            character != '\n' && CharUnicodeInfo.GetUnicodeCategory(character)
                is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate,
            $"U+{(int)character:X4}"));
        Assert.Contains("\"a\\u202Eb\\\\\\u202E\": true", file, StringComparison.Ordinal);
        Assert.Contains("\"tag\": \"<\\uDB40\\uDC41>\"", file, StringComparison.Ordinal);
        foreach (var hidden in (string[])["00AD", "034F", "061C", "115F", "200B", "202E", "2066", "3164", "FE0F", "FEFF", "FFA0"])
            Assert.Contains($"\"{hidden}\": \"<\\u{hidden}>\"", file, StringComparison.Ordinal);
        foreach (var plain in "+'<&üßאع漢か한ไ€→")
            Assert.Contains($"\"{(int)plain:X4}\": \"<{plain}>\"", file, StringComparison.Ordinal);
        Assert.Equal(
            categories.Append(new("a\u202Eb\\\u202E", null!)).OrderBy(entry => entry.Key, StringComparer.Ordinal),
            VisibilityFile.Read(bytes).OrderBy(entry => entry.Id, StringComparer.Ordinal).Select(entry => new KeyValuePair<string, string>(entry.Id, entry.Category!)));
    }

    [Theory]
    [InlineData("a<", null)]
    [InlineData(">a", null)]
    [InlineData("><", null)]
    [InlineData("a", "<")]
    public async Task An_unpaired_surrogate_is_rejected_when_planning(string id, string? category)
    {
        Save(Document);
        var saved = await GetAsync();
        // The metadata of an attribute cannot contain unpaired surrogates.
        var entry = new ModelVisibility(WithSurrogates(id), true, category is null ? null : WithSurrogates(category));

        Assert.Throws<ArgumentException>(() => saved.PlanMerge([entry]));
        Assert.Throws<ArgumentException>(() => saved.PlanReplace([entry]));
        Assert.Single(saved.PlanMerge([new("🔥🔥", true, null)]));

        static string WithSurrogates(string text) => text.Replace('<', '\uD83D').Replace('>', '\uDD25');
    }

    [Fact]
    public async Task Empty_preferences_yield_two_empty_maps() =>
        Assert.Equal(
            "{\n  \"format\": \"NanoGpt.ModelVisibility/1\",\n  \"visibleTextModels\": {},\n  \"modelCategories\": {}\n}\n",
            Encoding.UTF8.GetString(VisibilityFile.Write(await GetAsync())));

    [Theory]
    [InlineData(Upsert.Merge)]
    [InlineData(Upsert.Replace)]
    public async Task Importing_an_unchanged_export_sends_nothing(Upsert upsert)
    {
        Server.Upsert = upsert;
        Save(Document);
        var entries = VisibilityFile.Read(VisibilityFile.Write(await GetAsync()));

        var saved = await GetAsync();
        Assert.Empty(saved.PlanMerge(entries));
        Assert.Empty(saved.PlanReplace(entries));
        await SetAsync(new(saved, saved.PlanReplace(entries)));

        Assert.Empty(Sent);
        AssertSaved(Document);
    }

    [Theory]
    [InlineData(Upsert.Merge)]
    [InlineData(Upsert.Replace)]
    public async Task Importing_an_export_restores_the_preferences(Upsert upsert)
    {
        Server.Upsert = upsert;
        var document = """
            {"visibleTextModels":{"openai/gpt-5.2":true,"openai/gpt-5.5":false},"modelCategories":{"x-ai/grok-4.3":"Büro 🔥"}}
            """;
        Save(document);
        var file = VisibilityFile.Write(await GetAsync());
        Save("{}");

        var before = await GetAsync();
        await SetAsync(new(before, before.PlanReplace(VisibilityFile.Read(file))));

        AssertSaved(document);
        Assert.Equal(file, VisibilityFile.Write(await GetAsync()));
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void A_file_with_a_byte_order_mark_or_in_utf_16_is_read(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        var entries = VisibilityFile.Read([.. encoding.GetPreamble(), .. encoding.GetBytes(File)]);

        Assert.Equal(
            [("", false, null), ("Z", true, null), ("b/ü:1", false, "Büro \"1\" \\ \u0001"), ("openai/gpt-5.2", null, "C++ & 'more' <b>"), ("openai/gpt-5.5", true, null), ("🔥", (bool?)true, (string?)null)],
            entries.OrderBy(entry => entry.Id, StringComparer.Ordinal).Select(entry => (entry.Id, entry.Visible, entry.Category)));
    }

    [Fact]
    public void The_order_of_properties_and_white_space_are_ignored() =>
        Assert.Equal("a", Assert.Single(VisibilityFile.Read(
            "{\"modelCategories\":{},\r\n\"visibleTextModels\":{\"\\u0061\":true}\t,\"format\":\"NanoGpt.ModelVisibility/1\"}  "u8.ToArray())).Id);

    [Theory]
    [InlineData("", 1, 1, "invalid or incomplete JSON")]
    [InlineData("   ", 1, 4, "invalid or incomplete JSON")]
    [InlineData("visible: yes", 1, 1, "invalid or incomplete JSON")]
    [InlineData("[]", 1, 1, "the file must be a JSON object")]
    [InlineData("null", 1, 1, "the file must be a JSON object")]
    [InlineData("{}", 1, 2, "the property 'format' is missing. Is this a file from Export-NanoGptModelVisibility?")]
    [InlineData("{\n  FORMAT", 2, 40, "the property 'visibleTextModels' is missing. For no entries, write \"visibleTextModels\": {}.", "}")]
    [InlineData("{\n  FORMAT,\n  \"visibleTextModels\": {}\n", 4, 1, "the property 'modelCategories' is missing.", "}")]
    [InlineData("{\n  \"format\": 1\n", 2, 13, "format must be a JSON string")]
    [InlineData("{\n  \"format\": \"NanoGpt.ModelVisibility/2\"\n", 2, 13, "This version of the module reads NanoGpt.ModelVisibility/1.")]
    [InlineData("{\n  FORMAT,\n  FORMAT\n", 3, 3, "duplicate property 'format'")]
    [InlineData("{\n  FORMAT,\n  \"visibleTextModels\": {},\n  \"visibleTextModels\": {}", 4, 3, "duplicate property 'visibleTextModels'")]
    [InlineData("{\n  FORMAT,\n  \"theme\": 1", 3, 3, "unknown property 'theme'")]
    [InlineData("{\n  FORMAT,\n  \"visibleTextModels\": []", 3, 24, "visibleTextModels must be a JSON object")]
    [InlineData("{\n  FORMAT,\n  \"modelCategories\": null", 3, 22, "modelCategories must be a JSON object")]
    [InlineData("{\n  FORMAT,\n  \"visibleTextModels\": {\n    \"a\": 1}", 4, 10, "the visibility of 'a' must be true or false")]
    [InlineData("{\n  FORMAT,\n  \"visibleTextModels\": {\n    \"a\": \"true\"", 4, 10, "the visibility of 'a' must be true or false")]
    [InlineData("{\n  FORMAT,\n  \"visibleTextModels\": {\n    \"a\": null", 4, 10, "the visibility of 'a' must be true or false")]
    [InlineData("{\n  FORMAT,\n  \"visibleTextModels\": {\n    \"a\": {", 4, 10, "the visibility of 'a' must be true or false")]
    [InlineData("{\n  FORMAT,\n  \"modelCategories\": {\n    \"a\": true", 4, 10, "the category of 'a' must be a string")]
    [InlineData("{\n  FORMAT,\n  \"modelCategories\": {\n    \"a\": \"\"", 4, 10, "the category of 'a' must be a string that is not empty")]
    [InlineData("{\n  FORMAT,\n  \"modelCategories\": {\n    \"a\": \" \"", 4, 10, "the category of 'a' must be a string that is not empty")]
    [InlineData("{\n  FORMAT,\n  \"visibleTextModels\": {\n    \"a\": true,\n    \"a\": true", 5, 5, "duplicate id 'a' in visibleTextModels")]
    [InlineData("{\n  FORMAT,\n  \"modelCategories\": {\n    \"a\": \"x\", \"\\u0061\": \"x\"", 4, 15, "duplicate id 'a' in modelCategories")]
    [InlineData("{\n  FORMAT,\n  \"modelCategories\": {\n    \"a\": \"\\ud83d\"", 4, 10, "unpaired surrogate")]
    [InlineData("{\n  FORMAT,\n  \"modelCategories\": {\n    \"\\ud83d\": \"x\"", 4, 5, "unpaired surrogate")]
    [InlineData("{\n  FORMAT,\n  \"modelCategories\": {\n    \"a\\u001b[2J\": 1}", 4, 19, "the category of 'a [2J' must be a string")]
    [InlineData("{\n  FORMAT,\n  \"modelCategories\": {\n    \"🔥ü\": \"x\", x", 4, 17, "invalid or incomplete JSON")]
    [InlineData("{\n  FORMAT,\n  \"modelCategories\": {\n    \"🔥ü\": 1}", 4, 12, "the category of '🔥ü' must be a string")]
    [InlineData("{\n  FORMAT,\n  \"modelCategories\": {},\n}", 3, 24, "a trailing comma is not allowed in JSON")]
    [InlineData("{\n  FORMAT,\n  \"visibleTextModels\": {\n    \"🔥ü\": true  ,\r\n\t}", 4, 18, "a trailing comma is not allowed in JSON")]
    [InlineData("{\n  FORMAT,\n  \"visibleTextModels\": {},}", 3, 26, "a trailing comma is not allowed in JSON")]
    [InlineData("{\n  FORMAT,\n  // no\n", 3, 3, "comments are not allowed in JSON")]
    [InlineData("// no\n{", 1, 1, "comments are not allowed in JSON")]
    [InlineData("{ /* no */\n  FORMAT", 1, 3, "comments are not allowed in JSON", "}")]
    [InlineData("{\n  FORMAT,\n  \"visibleTextModels\": {\n    \"🔥ü\": true, // no\n", 4, 18, "comments are not allowed in JSON")]
    [InlineData("{\n  FORMAT,\n  \"visibleTextModels\": {\n    \"a\": true /* no */", 4, 15, "comments are not allowed in JSON")]
    [InlineData("{\n  FORMAT,\n  \"visibleTextModels\": {\n    \"a\": // no\n", 4, 10, "comments are not allowed in JSON")]
    [InlineData("{\n  FORMAT,\n  \"visibleTextModels\": {},\n  \"modelCategories\": {}\n} // no", 5, 3, "comments are not allowed in JSON")]
    [InlineData("{\n  FORMAT,\n  /", 3, 3, "invalid or incomplete JSON")]
    [InlineData("{,}", 1, 2, "invalid or incomplete JSON")]
    [InlineData("{\n  FORMAT,", 2, 40, "invalid or incomplete JSON")]
    [InlineData("{\n  FORMAT,\n  ,", 3, 3, "invalid or incomplete JSON")]
    [InlineData("}", 1, 1, "invalid or incomplete JSON")]
    [InlineData("{\n  FORMAT,\n  \"visibleTextModels\": {},\n  \"modelCategories\": {}\n}\n{}", 6, 1, "invalid or incomplete JSON")]
    [InlineData("{\n  FORMAT,\n  \"visibleTextModels\": {", 3, 25, "invalid or incomplete JSON")]
    public void An_invalid_file_is_an_error_with_line_and_column(string text, int line, int column, string reason, string end = "")
    {
        var file = text.Replace("FORMAT", "\"format\": \"NanoGpt.ModelVisibility/1\"", StringComparison.Ordinal) + end;

        var invalid = Assert.Throws<FormatException>(() => VisibilityFile.Read(Encoding.UTF8.GetBytes(file)));

        Assert.StartsWith($"line {line}, column {column}: ", invalid.Message, StringComparison.Ordinal);
        Assert.Contains(reason, invalid.Message, StringComparison.Ordinal);
        Assert.Matches("[.?]$", invalid.Message);
    }

    [Theory]
    [InlineData("{\n \"ü\": \"", 2, 8)]
    [InlineData("", 1, 1)]
    public void Invalid_bytes_are_an_error_with_line_and_column(string before, int line, int column)
    {
        var invalid = Assert.Throws<FormatException>(() => VisibilityFile.Read([.. Encoding.UTF8.GetBytes(before), 0xC3, (byte)'"', (byte)'}']));

        Assert.StartsWith($"line {line}, column {column}: invalid text encoding.", invalid.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unpaired_surrogate_in_utf_16_is_an_error()
    {
        var invalid = Assert.Throws<FormatException>(() => VisibilityFile.Read(
            [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("{\"x"), 0x3D, 0xD8, .. Encoding.Unicode.GetBytes("\"")]));

        Assert.StartsWith("line 1, column 4: invalid text encoding.", invalid.Message, StringComparison.Ordinal);
    }
}
