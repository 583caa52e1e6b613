using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace NanoGpt.Client.Tests;

/// <summary>The views: what they show exists, and fits the screen.</summary>
public sealed partial class FormatFileTests
{
    private const int Screen = 120;
    private const int LeastRest = 25;
    private const string Copy = "Deserialized.";

    private static readonly Dictionary<string, XElement> Views =
        Repository.ReadXml("src/NanoGpt.PowerShell/NanoGpt.Format.ps1xml").Descendants("View")
            .ToDictionary(view => view.Element("Name")!.Value);

    public static TheoryData<string> AllViews { get; } = [.. Views.Keys];

    public static TheoryData<string> Tables { get; } =
        [.. Views.Where(view => view.Value.Element("TableControl") is not null).Select(view => view.Key)];

    [Theory]
    [InlineData("NanoGpt.Model", "TableControl", "ListControl", "WideControl")]
    [InlineData("NanoGpt.Model#Basic", "TableControl")]
    [InlineData("NanoGpt.ModelChange", "TableControl", "ListControl")]
    [InlineData("NanoGpt.ModelCost", "TableControl", "ListControl")]
    [InlineData("NanoGpt.ModelVisibility", "TableControl", "ListControl")]
    [InlineData("NanoGpt.ModelVisibilityChange", "TableControl", "ListControl")]
    [InlineData("NanoGpt.Session", "ListControl")]
    public void A_type_has_its_views_and_the_first_is_the_one_people_see(string type, params string[] controls) =>
        Assert.Equal(controls, Views.Values.Where(view => TypeNames(view).Contains(type))
            .Select(view => view.Elements().Select(part => part.Name.LocalName).Single(controls.Contains)));

    [Theory]
    [MemberData(nameof(AllViews))]
    public void A_view_is_also_for_the_copies_that_powershell_makes(string name)
    {
        var live = TypeNames(Views[name]).Where(type => !type.StartsWith(Copy, StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(live);
        Assert.Equal(live.SelectMany(type => new[] { type, Copy + type }), TypeNames(Views[name]));
    }

    [Theory]
    [MemberData(nameof(AllViews))]
    public void A_view_makes_every_text_harmless(string name)
    {
        var type = TypeOf(TypeNames(Views[name]).First());
        var raw = Views[name].Descendants("PropertyName").Select(property => type.GetProperty(property.Value)!.PropertyType);

        Assert.All(raw.Select(shown => Nullable.GetUnderlyingType(shown) ?? shown), shown =>
            Assert.True(shown is { IsPrimitive: true } or { IsEnum: true } || shown == typeof(decimal) || shown == typeof(DateTime), $"{shown}"));
    }

    [Theory]
    [MemberData(nameof(AllViews))]
    public void Every_property_of_a_view_is_one_of_its_type(string name)
    {
        var view = Views[name];
        var named = view.Descendants("PropertyName").Select(property => property.Value).ToList();
        var scripts = string.Join('\n', view.Descendants("ScriptBlock").Select(script => script.Value));
        var scripted = ScriptProperty().Matches(scripts).Select(property => property.Value);

        Assert.NotEmpty(named.Concat(scripted));
        Assert.All(TypeNames(view).Select(TypeOf), type =>
            Assert.All(named.Concat(scripted), property => Assert.NotNull(type.GetProperty(property))));
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_table_fits_the_screen(string name)
    {
        var columns = Columns(Views[name]);
        var widths = columns.Select(column => column.Header.Element("Width") is { } width
            ? int.Parse(width.Value, CultureInfo.InvariantCulture) : LeastRest);

        Assert.InRange(widths.Sum() + columns.Count - 1, 1, Screen);
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_table_sets_numbers_right_and_text_left(string name)
    {
        var type = TypeOf(TypeNames(Views[name]).First());

        Assert.All(Columns(Views[name]), column =>
        {
            var property = column.Item.Element("PropertyName")?.Value;
            var isNumber = property is not null && IsNumber(type.GetProperty(property)!.PropertyType);
            var format = column.Item.Element("FormatString")?.Value ?? "";
            Assert.Equal(isNumber, format.StartsWith("{0:N", StringComparison.Ordinal));
            var isFormatted = NumberScript().IsMatch(column.Item.Element("ScriptBlock")?.Value ?? "");
            Assert.Equal(isNumber || isFormatted ? "Right" : null, column.Header.Element("Alignment")?.Value);
        });
    }

    private static IEnumerable<string> TypeNames(XElement view) =>
        view.Element("ViewSelectedBy")!.Elements("TypeName").Select(name => name.Value);

    /// <summary>
    /// The type behind a name, without what PowerShell adds for a copy, and the module to tell two views of it apart.
    /// </summary>
    private static Type TypeOf(string name)
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

    private static bool IsNumber(Type type) => Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type)
        is >= TypeCode.SByte and <= TypeCode.Decimal;

    [GeneratedRegex(@"\[NanoGpt\.Display\]::(Cost|Change)\(")]
    private static partial Regex NumberScript();

    [GeneratedRegex(@"(?<=\$_\.)\w+")]
    private static partial Regex ScriptProperty();
}
