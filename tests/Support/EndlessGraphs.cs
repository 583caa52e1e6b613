using System.Collections;

namespace NanoGpt.Tests;

/// <summary>Object graphs with cycles, without an end, or with too many paths to visit.</summary>
public static class EndlessGraphs
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

    /// <summary>The names of the graphs.</summary>
    public static TheoryData<string> Names { get; } = [.. Graphs.Keys];

    /// <summary>Gets a graph by its name.</summary>
    public static object Get(string name) => Graphs[name];

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
