using System.Collections;

namespace NanoGpt.Client.Tests;

/// <summary>Tests that cyclic object graphs are copied as finite trees.</summary>
public sealed class BoundedTreeTests
{
    [Theory]
    [MemberData(nameof(EndlessGraphs.Names), MemberType = typeof(EndlessGraphs))]
    public void A_cyclic_graph_becomes_a_finite_tree(string name)
    {
        var endless = EndlessGraphs.Get(name);

        Assert.InRange(Count(BoundedTree.Create(endless)), 2, 25_000);
        Assert.Contains("…", ValueText.From(endless), StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_graph_is_copied_completely()
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
    [MemberData(nameof(EndlessGraphs.Names), MemberType = typeof(EndlessGraphs))]
    public void Values_near_the_root_are_copied_first(string name)
    {
        var tree = BoundedTree.Create(new Dictionary<string, object?> { ["endless"] = EndlessGraphs.Get(name), ["near"] = "by" });

        Assert.Equal("by", Assert.IsType<Dictionary<string, object?>>(tree)["near"]);
    }

    [Fact]
    public void Wrapped_values_are_unwrapped_at_every_level()
    {
        var tree = BoundedTree.Create(new Lazy<object>(() => new object[] { new Lazy<object>(() => 7) }), value => value is Lazy<object> lazy ? lazy.Value : value);

        Assert.Equal([7], Assert.IsType<List<object?>>(tree));
    }

    [Fact]
    public void Text_omits_properties_without_a_value()
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
}
