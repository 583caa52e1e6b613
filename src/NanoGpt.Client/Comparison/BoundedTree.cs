using System.Collections;

namespace NanoGpt;

/// <summary>
/// Copies a graph of objects into a tree of limited depth and size, so that code that walks the tree always ends, even
/// where an object contains itself.
/// </summary>
public sealed class BoundedTree
{
    // JSON from the service is no deeper.
    private const int MaxDepth = 64;

    // Objects that refer to each other many times would make far more.
    private const int MaxValues = 10_000;

    private const string Omitted = "…";

    private readonly Func<object, object>? unwrap;

    // Breadth first: what exceeds the size is then what is furthest from the root.
    private readonly Queue<Action> pending = [];
    private int values;

    private BoundedTree(Func<object, object>? unwrap) => this.unwrap = unwrap;

    /// <summary>Copies a value and the values it contains.</summary>
    /// <param name="value">
    /// The value. An <see cref="IDictionary"/> and any sequence of pairs of a name and a value is copied as a dictionary, any
    /// other <see cref="IEnumerable"/> as a list; text and all other values are used as they are.
    /// </param>
    /// <param name="unwrap">Gives the value that a wrapper stands for, and any other value as it is. Null: there are no wrappers.</param>
    /// <returns>
    /// A <see cref="Dictionary{TKey, TValue}"/> of string and object, a <see cref="List{T}"/> of objects, a plain value, or null.
    /// The text <c>…</c> stands for whatever exceeds 64 levels or 10,000 values.
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
            IEnumerable<KeyValuePair<string, object?>> fields => CopyDictionary(fields, depth - 1),
            IDictionary fields => CopyDictionary(GetPairs(fields), depth - 1),
            IEnumerable list => CopyList(list, depth - 1),
            _ => plain,
        };
    }

    private Dictionary<string, object?> CopyDictionary(IEnumerable<KeyValuePair<string, object?>> fields, int depth)
    {
        var copy = new Dictionary<string, object?>();
        pending.Enqueue(() =>
        {
            foreach (var field in fields)
            {
                var isFull = IsFull();
                copy[isFull ? Omitted : field.Key] = isFull ? Omitted : Copy(field.Value, depth);
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

    private bool IsFull() => ++values > MaxValues;

    private static IEnumerable<KeyValuePair<string, object?>> GetPairs(IDictionary fields)
    {
        foreach (DictionaryEntry field in fields) yield return new($"{field.Key}", field.Value);
    }
}
