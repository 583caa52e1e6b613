using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NanoGpt.Views;

namespace NanoGpt.Tests;

/// <summary>Tests that views show existing properties and fit the screen.</summary>
public sealed partial class FormatFileTests
{
    private const int ScreenWidth = 120;
    private const int MinRemainingWidth = 25;
    private const string Copy = "Deserialized.";

    /// <summary>The hidden property that has the formatted texts.</summary>
    private const string HiddenProperty = "View";

    /// <summary>The length of the longest model id of the service.</summary>
    private const int MaxIdLength = 53;

    private static readonly string[] Numbers =
    [
        "{0:PromptPrice}", "{0:CompletionPrice}", "{0:ShortContextLength}", "{0:ShortMaxOutputTokens}",
        "{0:LowestImagePrice}", "{0:Dimensions}", "{0:MaxInputTokens}",
        "{0:TotalCost}", "{0:PromptCost}", "{0:CompletionCost}", "{0:Change}",
        "{0:NetCost}", "{0:Requests}", "{0:InputTokens}", "{0:OutputTokens}",
    ];

    private static readonly XElement TypeFile = Repository.ReadXml("src/NanoGpt.PowerShell/Formatting/NanoGpt.Types.ps1xml").Root!;

    private static readonly Dictionary<string, XElement> Views =
        Repository.ReadXml("src/NanoGpt.PowerShell/Formatting/NanoGpt.Format.ps1xml").Descendants("View")
            .ToDictionary(view => view.Element("Name")!.Value);

    public static TheoryData<string> AllViews { get; } = [.. Views.Keys];

    public static TheoryData<string> Tables { get; } =
        [.. Views.Where(view => view.Value.Element("TableControl") is not null).Select(view => view.Key)];

    /// <summary>Gets all tables except that of usage, which has labels instead of ids.</summary>
    public static TheoryData<string> TablesWithId { get; } = [.. Tables.Select(table => table.Data).Where(name => name != "NanoGpt.Usage")];

    [Theory]
    [InlineData("NanoGpt.Model", "TableControl", "ListControl", "WideControl")]
    [InlineData("NanoGpt.Model#Basic", "TableControl")]
    [InlineData("NanoGpt.Model#Image", "TableControl")]
    [InlineData("NanoGpt.Model#Video", "TableControl")]
    [InlineData("NanoGpt.Model#Audio", "TableControl")]
    [InlineData("NanoGpt.Model#Embedding", "TableControl")]
    [InlineData("NanoGpt.Model#Moderation", "TableControl")]
    [InlineData("NanoGpt.ModelProvider", "TableControl", "ListControl")]
    [InlineData("NanoGpt.ModelChange", "TableControl", "ListControl")]
    [InlineData("NanoGpt.ModelCost", "TableControl", "ListControl")]
    [InlineData("NanoGpt.ModelVisibility", "TableControl", "ListControl")]
    [InlineData("NanoGpt.ModelVisibilityChange", "TableControl", "ListControl")]
    [InlineData("NanoGpt.Session", "ListControl")]
    [InlineData("NanoGpt.Balance", "ListControl")]
    [InlineData("NanoGpt.Subscription", "ListControl")]
    [InlineData("NanoGpt.Usage", "TableControl", "ListControl")]
    public void A_type_has_its_views_in_order_of_preference(string type, params string[] controls) =>
        Assert.Equal(controls, Views.Values.Where(view => TypeNames(view).Contains(type))
            .Select(view => view.Elements().Select(part => part.Name.LocalName).Single(controls.Contains)));

    [Theory]
    [MemberData(nameof(AllViews))]
    public void A_view_also_applies_to_deserialized_objects(string name)
    {
        var live = TypeNames(Views[name]).Where(type => !type.StartsWith(Copy, StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(live);
        Assert.Equal(live.SelectMany(type => new[] { type, Copy + type }), TypeNames(Views[name]));
    }

    [Fact]
    public void No_view_contains_a_script_block() =>
        Assert.Empty(Views.Values.SelectMany(view => view.Descendants("ScriptBlock")));

    [Theory]
    [MemberData(nameof(AllViews))]
    public void A_view_sanitizes_every_text(string name)
    {
        var type = FindType(TypeNames(Views[name]).First());
        var hidden = HiddenProperties(TypeNames(Views[name]).First().Split('#')[0]);
        var raw = GetDisplayedMembers(Views[name]).Where(property => !hidden.ContainsKey(property.Value)).Select(property => type.GetProperty(property.Value)!.PropertyType);

        Assert.All(raw.Select(shown => Nullable.GetUnderlyingType(shown) ?? shown), shown =>
            Assert.True(shown is { IsPrimitive: true } or { IsEnum: true }, $"{shown}"));
    }

    [Theory]
    [MemberData(nameof(AllViews))]
    public void Every_text_in_a_view_is_a_member_of_its_type(string name)
    {
        var views = TypeNames(Views[name]).Select(type => type.Split('#')[0]).Select(type => HiddenProperties(type)[HiddenProperty]).ToHashSet();
        var texts = GetDisplayedMembers(Views[name]).Where(property => property.Value == HiddenProperty)
            .Select(property => Assert.Single(TextName().Matches(property.Parent!.Element("FormatString")!.Value)).Value).ToList();

        var code = Repository.Read($"src/NanoGpt.PowerShell/Formatting/{Assert.Single(views)}View.cs");
        Assert.NotEmpty(texts);
        Assert.All(texts, text => Assert.Contains($"        \"{text}\" =>", code));
    }

    [Fact]
    public void Every_text_in_a_table_of_models_is_compiled_in_advance() =>
        Assert.Equal(
            GetDisplayedMembers(Views["NanoGpt.Model.Basic"]).Concat(GetDisplayedMembers(Views["NanoGpt.Model.Detailed"]))
                .Select(property => TextName().Match(property.Parent!.Element("FormatString")!.Value).Value).Distinct().Order(),
            ViewWarmUp.Texts.Order());

    [Theory]
    [MemberData(nameof(AllViews))]
    public void Every_condition_in_a_view_is_a_property_of_its_type(string name) =>
        Assert.All(Views[name].Descendants("ItemSelectionCondition").Select(condition => condition.Value), condition =>
            Assert.All(TypeNames(Views[name]), type =>
                Assert.True(HiddenProperties(type).ContainsKey(condition) || FindType(type).GetProperty(condition) is not null, condition)));

    [Fact]
    public void Hidden_view_properties_are_created_by_public_methods()
    {
        Assert.NotEmpty(TypeFile.Descendants("CodeProperty"));
        Assert.All(TypeFile.Descendants("CodeProperty"), property =>
        {
            Assert.Equal("true", property.Attribute("IsHidden")?.Value);
            Assert.Equal(typeof(ViewProperties).FullName, property.Descendants("TypeName").Single().Value);
            Assert.NotNull(typeof(ViewProperties).GetMethod(property.Descendants("MethodName").Single().Value));
        });
    }

    // Without a list of properties, serialization also writes hidden properties.
    [Fact]
    public void A_deserialized_object_has_every_public_property_and_no_hidden_one() =>
        Assert.All(TypeFile.Elements("Type"), type =>
        {
            Assert.Equal("SpecificProperties", type.Descendants("NoteProperty").Single(note => note.Element("Name")!.Value == "SerializationMethod").Element("Value")!.Value);
            Assert.Equal(
                FindType(type.Element("Name")!.Value).GetProperties().Select(property => property.Name).Order(),
                type.Descendants("ReferencedProperties").Single().Elements("Name").Select(property => property.Value).Order());
        });

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_table_fits_the_screen_width(string name)
    {
        var columns = Columns(Views[name]);
        var widths = columns.Select(column => column.Header.Element("Width") is { } width
            ? int.Parse(width.Value, CultureInfo.InvariantCulture) : MinRemainingWidth);

        Assert.InRange(widths.Sum() + columns.Count - 1, 1, ScreenWidth);
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_table_aligns_numbers_right_and_text_left(string name)
    {
        Assert.All(Columns(Views[name]), column =>
        {
            var text = column.Item.Element("FormatString")!.Value;
            Assert.Equal(Numbers.Contains(text) ? "Right" : null, column.Header.Element("Alignment")?.Value);
        });
    }

    // A column of fixed width shows an id that Display.ShortId has shortened to that width.
    [Theory]
    [MemberData(nameof(TablesWithId))]
    public void A_truncated_id_keeps_its_end(string name)
    {
        var (header, item) = Assert.Single(Columns(Views[name]), column => column.Header.Element("Label")!.Value.EndsWith("Id", StringComparison.Ordinal));

        var isWrapped = Views[name].Descendants("Wrap").Any();
        Assert.Equal(isWrapped ? $"{{0:{header.Element("Label")!.Value}}}" : "{0:ShortId}", item.Element("FormatString")!.Value);
        if (!isWrapped || header.Element("Width") is not null) Assert.Equal(MaxIdLength.ToString(CultureInfo.InvariantCulture), header.Element("Width")!.Value);
    }

    private static IEnumerable<string> TypeNames(XElement view) =>
        view.Element("ViewSelectedBy")!.Elements("TypeName").Select(name => name.Value);

    /// <summary>
    /// Finds the type of a view by name, without the prefix for deserialized objects and the suffix that distinguishes views.
    /// </summary>
    private static Type FindType(string name)
    {
        var plain = name.Replace(Copy, "").Split('#')[0];
        var type = new[] { typeof(Model), typeof(Session) }.Select(known => known.Assembly.GetType(plain))
            .SingleOrDefault(type => type is { IsPublic: true });
        Assert.True(type is not null, $"There is no type {name}.");
        return type;
    }

    private static List<(XElement Header, XElement Item)> Columns(XElement view)
    {
        var headers = view.Descendants("TableColumnHeader").ToList();
        var items = view.Descendants("TableColumnItem").ToList();
        Assert.Equal(headers.Count, items.Count);
        return [.. headers.Zip(items)];
    }

    private static IEnumerable<XElement> GetDisplayedMembers(XElement view) =>
        view.Descendants("PropertyName").Where(property => property.Parent!.Name != "ItemSelectionCondition");

    private static Dictionary<string, string> HiddenProperties(string type) =>
        TypeFile.Elements("Type").Single(known => known.Element("Name")!.Value == type).Descendants("CodeProperty").ToDictionary(
            property => property.Element("Name")!.Value,
            property => property.Descendants("MethodName").Single().Value);

    [GeneratedRegex(@"(?<=^\{0:)\w+(?=\})")]
    private static partial Regex TextName();
}
