using System.Globalization;
using System.Text;

namespace NanoGpt.Client.Tests.Fuzzing;

/// <summary>Mutates JSON: first values and properties, and in some cases also bytes.</summary>
internal sealed class JsonMutator(Random random)
{
    // Longer bodies take longer to read and find no more defects.
    private const int MaxSize = 64 * 1024;

    private static readonly byte[][] Values = [.. Literals(
        "null", "true", "false", "0", "-0", "-1", "1.5", "1e400", "-1e400", "1e-400", "9223372036854775808", "79228162514264337593543950336",
        "253402300800", "1765411200000", "-62135596801", "\"\"", "\" \"", "\"1.5\"", "\"1e400\"", "\"2026-02-30\"", "\"0001-01-01T00:00:00+14:00\"",
        "\"10000-01-01\"", "\"\\ud83d\"", "\"\\ude00\\ud83d\"", "\"\\u0000\"", "\"\\u001b[2J\"", "\"\\\"\"", "\"\\\\\"", "\"\uFEFF\"", "\"é😀\"",
        "[]", "{}", "[[]]", "[null]", "[1,\"a\",{}]", "{\"\":null}", "{\"a\":1,\"a\":2}", "{\"data\":[{\"id\":\"x\"}]}", "{\"id\":\"x\"}",
        // Invalid JSON:
        "", "tru", "nulll", "NaN", "Infinity", "01", "1.", ".5", "+1", "1e", "0x10", "'a'", "\"", "\"\\x\"", "\"\\u12\"", "\"\n\"", "/**/1", "[", "]", "{", "}", ",", ":"),
        [(byte)'"', 0xFF, (byte)'"'], [(byte)'"', 0xC3, (byte)'"'], [(byte)'"', 0xED, 0xA0, 0x80, (byte)'"'], [(byte)'"', 0xF4, 0x90, 0x80, 0x80, (byte)'"'], [0x00], [0xFF]];

    private static readonly byte[][] Names = [.. Literals(
        "\"id\"", "\"data\"", "\"object\"", "\"name\"", "\"created\"", "\"pricing\"", "\"prompt\"", "\"capabilities\"", "\"vision\"", "\"architecture\"",
        "\"input_modalities\"", "\"subscription\"", "\"included\"", "\"context_length\"", "\"cost_estimate\"", "\"distillationPolicy\"", "\"icon_url\"",
        "\"modelPreferences\"", "\"visibleTextModels\"", "\"modelCategories\"", "\"format\"", "\"ID\"", "\"\\u0069d\"", "\"pricing.prompt\"", "\"a[0]\"", "\"['a']\"", "\"$\"",
        "\"\"", "\" \"", "\"\\ud83d\"", "\"\\u0000\"", "\"\\\"\"", "\"é\"", "", "id", "\"", "1", "null"),
        [(byte)'"', 0xFF, (byte)'"']];

    private static readonly byte[] Characters = [.. "{}[]\",:\\ \n\t0-e.tfnu/"u8, 0x00, 0x1B, 0x7F, 0x80, 0xC3, 0xED, 0xEF, 0xFF];

    /// <summary>Mutates a tree, and creates bytes that resemble its JSON.</summary>
    public byte[] Mutate(JsonTree json)
    {
        for (var count = random.Next(4); count > 0; count--) Change(json);
        using var text = new MemoryStream();
        json.WriteTo(text);
        var bytes = text.ToArray();
        if (random.Next(2) == 0) return Shorten(bytes);
        for (var count = 1 + random.Next(3); count > 0; count--) bytes = Change(bytes);
        return Shorten(bytes);
    }

    private static byte[][] Literals(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];

    private static byte[] Shorten(byte[] bytes) => bytes.Length <= MaxSize ? bytes : bytes[..MaxSize];

    private T Pick<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    private void Change(JsonTree json)
    {
        var containers = new List<JsonTree>();
        json.AddContainersTo(containers);
        if (containers.Count == 0) return;
        var container = Pick(containers);
        var children = container.Children;
        if (children.Count == 0)
        {
            children.Add((Pick(Names), Value()));
            return;
        }
        var place = random.Next(children.Count);
        var (name, value) = children[place];
        switch (random.Next(9))
        {
            case 0:
                children.RemoveAt(place);
                break;
            case 1 or 2:
                children[place] = (name, Value());
                break;
            case 3:
                children.Insert(random.Next(children.Count + 1), (name, value.Copy()));
                break;
            case 4:
                children.Insert(random.Next(children.Count + 1), (name, Value()));
                break;
            case 5:
                children[place] = (Pick(Names), value);
                break;
            case 6:
                children[place] = (name, Wrap(value));
                break;
            case 7:
                children[place] = (name, Pick(containers).Copy());
                break;
            default:
                children.Reverse();
                break;
        }
    }

    private JsonTree Value() => random.Next(10) switch
    {
        0 => JsonTree.Leaf(Encoding.ASCII.GetBytes((random.NextDouble() * Math.Pow(10, random.Next(-30, 30))).ToString("R", CultureInfo.InvariantCulture))),
        1 => JsonTree.Leaf(Encoding.ASCII.GetBytes($"\"{new string('x', 1 << random.Next(14))}\"")),
        _ => JsonTree.Leaf(Pick(Values)),
    };

    private JsonTree Wrap(JsonTree value)
    {
        // The parser's own limit is 64.
        for (var depth = random.Next(8) == 0 ? random.Next(50, 70) : 1 + random.Next(3); depth > 0; depth--)
            value = value.Nested(inObject: random.Next(2) == 0);
        return value;
    }

    private byte[] Change(byte[] bytes)
    {
        var from = random.Next(bytes.Length + 1);
        var to = Math.Min(bytes.Length, from + random.Next(1, 40));
        switch (random.Next(8))
        {
            case 0:
                return bytes[..from];
            case 1:
                return [.. bytes[..from], .. bytes[to..]];
            case 2:
                return [.. bytes[..to], .. bytes[from..]];
            case 3 or 4:
                return [.. bytes[..from], Pick(Characters), .. bytes[from..]];
            case 5:
                return [.. Encoding.UTF8.Preamble, .. bytes];
            case 6:
                return [.. bytes, .. Pick(Values)];
            default:
                if (from == bytes.Length) return bytes;
                bytes[from] ^= (byte)(1 << random.Next(8));
                return bytes;
        }
    }
}
