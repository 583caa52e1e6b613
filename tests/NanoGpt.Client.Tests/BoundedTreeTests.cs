using System.Collections;

namespace NanoGpt.Client.Tests;

/// <summary>Objects that refer to themselves have an end.</summary>
public sealed class BoundedTreeTests
{
    // By name, because xunit would walk through the graphs themselves.
    private static readonly Dictionary<string, object> Graphs = new()
    {
        ["hashtable"] = Filled(new Hashtable(), (table, _) => table["self"] = table),
        ["dictionary"] = Filled(new Dictionary<string, object?>(), (table, _) => table["self"] = table),
        ["list of itself ten times"] = Filled(new ArrayList(), (list, _) => list.Add(list), times: 10),
        ["cycle through several"] = Filled(new Hashtable(), (table, i) => table[$"to{i}"] = new Dictionary<string, object?> { ["back"] = new[] { table } }, times: 10),
        ["twelve that each have all"] = Web(12),
        ["list a hundred thousand deep"] = Chain(100_000),
        ["sequence without end"] = Naturals(),
    };

    /// <summary>The names of graphs without an end, or with so many ways through them that nobody sees it.</summary>
    public static TheoryData<string> Endless { get; } = [.. Graphs.Keys];

    /// <summary>One of these graphs.</summary>
    public static object Graph(string name) => Graphs[name];

    [Theory]
    [MemberData(nameof(Endless))]
    public void A_graph_becomes_a_tree_that_ends(string name)
    {
        var endless = Graph(name);

        Assert.InRange(Count(BoundedTree.Create(endless)), 2, 25_000);
        Assert.Contains("…", ValueText.From(endless), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Endless))]
    public void A_view_shows_it(string name)
    {
        var endless = Graph(name);

        Assert.Contains("…", Display.Text(endless), StringComparison.Ordinal);
        Assert.NotNull(Display.Value(endless));
        Assert.NotNull(Display.Values("Property", endless, endless));
        Assert.NotNull(Display.Capabilities(endless));
        Assert.NotNull(Display.ShortCapabilities(endless));
    }

    [Fact]
    public void A_small_graph_is_copied_whole()
    {
        var tree = BoundedTree.Create(new Hashtable
        {
            ["list"] = new ArrayList { 1, "two", null, new Dictionary<string, int> { ["three"] = 3 } },
            [4] = new Uri("http://four"),
        });

        var fields = Assert.IsType<Dictionary<string, object?>>(tree);
        Assert.Equal(new Uri("http://four"), fields["4"]);
        var list = Assert.IsType<List<object?>>(fields["list"]);
        Assert.Equal([1, "two", null], list[..3]);
        Assert.Equal(3, Assert.IsType<Dictionary<string, object?>>(list[3])["three"]);
        Assert.Null(BoundedTree.Create(null));
    }

    [Theory]
    [MemberData(nameof(Endless))]
    public void What_is_near_the_root_is_copied_first(string name)
    {
        var tree = BoundedTree.Create(new Dictionary<string, object?> { ["endless"] = Graph(name), ["near"] = "by" });

        Assert.Equal("by", Assert.IsType<Dictionary<string, object?>>(tree)["near"]);
    }

    [Fact]
    public void What_is_wrapped_is_unwrapped_at_every_level()
    {
        var tree = BoundedTree.Create(new Lazy<object>(() => new object[] { new Lazy<object>(() => 7) }), value => value is Lazy<object> lazy ? lazy.Value : value);

        Assert.Equal([7], Assert.IsType<List<object?>>(tree));
    }

    [Fact]
    public void A_text_leaves_out_what_has_no_value()
    {
        var fields = new Dictionary<string, object?> { ["a"] = "x", ["none"] = null, ["list"] = new object?[] { 1L, true }, ["empty"] = new Hashtable() };

        Assert.Equal("a: x, list: 1, True", ValueText.From(fields));
    }

    private static int Count(object? tree) => 1 + tree switch
    {
        Dictionary<string, object?> fields => fields.Values.Sum(Count),
        List<object?> list => list.Sum(Count),
        _ => 0,
    };

    private static T Filled<T>(T graph, Action<T, int> fill, int times = 1)
    {
        for (var i = 0; i < times; i++) fill(graph, i);
        return graph;
    }

    /// <summary>Tables each of which has all of them.</summary>
    private static Hashtable Web(int size)
    {
        var tables = Enumerable.Range(0, size).Select(_ => new Hashtable()).ToList();
        foreach (var table in tables)
            for (var i = 0; i < size; i++)
                table[$"to{i}"] = tables[i];
        return tables[0];
    }

    /// <summary>A list in a list, and so on.</summary>
    private static object Chain(int depth)
    {
        object inner = "end";
        for (var i = 0; i < depth; i++) inner = new[] { inner };
        return inner;
    }

    private static IEnumerable<object> Naturals()
    {
        for (var i = 0; ; i++) yield return i;
    }
}
