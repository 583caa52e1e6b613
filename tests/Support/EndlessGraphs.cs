using System.Collections;

namespace NanoGpt.Tests;

/// <summary>Object graphs with cycles, without an end, or with too many paths to visit.</summary>
public static class EndlessGraphs
{
    // Tests receive the names, because xunit would traverse the graphs.
    private static readonly Dictionary<string, object> Graphs = new()
    {
        ["hashtable"] = Create(new Hashtable(), (table, _) => table["self"] = table),
        ["dictionary"] = Create(new Dictionary<string, object?>(), (table, _) => table["self"] = table),
        ["list that contains itself ten times"] = Create(new ArrayList(), (list, _) => list.Add(list), times: 10),
        ["cycle through several objects"] = Create(new Hashtable(), (table, i) => table[$"to{i}"] = new Dictionary<string, object?> { ["back"] = new[] { table } }, times: 10),
        ["twelve tables that each contain all"] = CreateMesh(12),
        ["list a hundred thousand deep"] = CreateNestedLists(100_000),
        ["endless sequence"] = CountEndlessly(),
    };

    /// <summary>Gets the names of the graphs.</summary>
    public static TheoryData<string> Names { get; } = [.. Graphs.Keys];

    /// <summary>Gets a graph by its name.</summary>
    public static object Get(string name) => Graphs[name];

    private static T Create<T>(T graph, Action<T, int> fill, int times = 1)
    {
        for (var i = 0; i < times; i++) fill(graph, i);
        return graph;
    }

    /// <summary>Creates tables that each contain all of the tables.</summary>
    private static Hashtable CreateMesh(int size)
    {
        var tables = Enumerable.Range(0, size).Select(_ => new Hashtable()).ToList();
        foreach (var table in tables)
            for (var i = 0; i < size; i++)
                table[$"to{i}"] = tables[i];
        return tables[0];
    }

    /// <summary>Creates nested lists.</summary>
    private static object CreateNestedLists(int depth)
    {
        object inner = "end";
        for (var i = 0; i < depth; i++) inner = new[] { inner };
        return inner;
    }

    private static IEnumerable<object> CountEndlessly()
    {
        for (var i = 0; ; i++) yield return i;
    }
}
