using System.Collections;

namespace NanoGpt;

/// <summary>
/// Copies an object graph into a tree of limited depth and size, so that code that traverses the tree always ends, even if
/// an object contains itself.
/// </summary>
public sealed class BoundedTree
{
    // The maximum depth of JSON from the service.
    private const int MaxDepth = 64;

    // Objects that reference each other can expand into many more.
    private const int MaxValueCount = 10_000;

    private const string Omitted = "…";

    private readonly Func<object, object>? unwrap;

    // Breadth first, so that the size limit omits the values that are furthest from the root.
    private readonly Queue<Action> pending = [];
    private int valueCount;

    private BoundedTree(Func<object, object>? unwrap) => this.unwrap = unwrap;

    /// <summary>Copies a value and the values it contains.</summary>
    /// <param name="value">
    /// The value. An <see cref="IDictionary"/> or a sequence of name/value pairs is copied to a dictionary, and any other
    /// <see cref="IEnumerable"/> to a list. Text and all other values are not copied.
    /// </param>
    /// <param name="unwrap">Returns the value inside a wrapper, or the argument if it is not a wrapper;
    /// <see langword="null"/> if there are no wrappers.</param>
    /// <returns>
    /// A <see cref="Dictionary{TKey, TValue}"/> of string and object, a <see cref="List{T}"/> of objects, a scalar value, or
    /// <see langword="null"/>. The text <c>…</c> replaces values beyond 64 levels or 10,000 values.
    /// </returns>
    public static object? Create(object? value, Func<object, object>? unwrap = null)
    {
        var tree = new BoundedTree(unwrap);
        var root = tree.Copy(value, MaxDepth);
        while (tree.pending.Count > 0) tree.pending.Dequeue()();
        return root;
    }

    private object? Copy(object? value, int depth)
    {
        var plain = value is null || unwrap is null ? value : unwrap(value);
        return plain switch
        {
            string => plain,
            IEnumerable when depth == 0 => Omitted,
            IEnumerable<KeyValuePair<string, object?>> pairs => CopyDictionary(pairs, depth - 1),
            IDictionary dictionary => CopyDictionary(GetPairs(dictionary), depth - 1),
            IEnumerable list => CopyList(list, depth - 1),
            _ => plain,
        };
    }

    private Dictionary<string, object?> CopyDictionary(IEnumerable<KeyValuePair<string, object?>> pairs, int depth)
    {
        var copy = new Dictionary<string, object?>();
        pending.Enqueue(() =>
        {
            foreach (var pair in pairs)
            {
                var isFull = IsFull();
                copy[isFull ? Omitted : pair.Key] = isFull ? Omitted : Copy(pair.Value, depth);
                if (isFull) break;
            }
        });
        return copy;
    }

    private List<object?> CopyList(IEnumerable list, int depth)
    {
        List<object?> copy = [];
        pending.Enqueue(() =>
        {
            foreach (var element in list)
            {
                var isFull = IsFull();
                copy.Add(isFull ? Omitted : Copy(element, depth));
                if (isFull) break;
            }
        });
        return copy;
    }

    private bool IsFull() => ++valueCount > MaxValueCount;

    private static IEnumerable<KeyValuePair<string, object?>> GetPairs(IDictionary dictionary)
    {
        foreach (DictionaryEntry entry in dictionary) yield return new($"{entry.Key}", entry.Value);
    }
}
