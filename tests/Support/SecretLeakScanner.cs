using System.Reflection;
using System.Security;
using System.Text;

namespace NanoGpt.Tests;

/// <summary>Searches all fields reachable from an object for a key.</summary>
internal static class SecretLeakScanner
{
    /// <summary>A key that cannot match other text, such as a request id, because its letters are not hexadecimal.</summary>
    public const string Key = "sk-nano-kzqwvxgj-tpmy-hrns-lqtz-wvkxgjpymhzt";

    // A part of the key is also a leak, except the prefix that all keys share.
    private const int PartLength = 8;

    private static readonly string[] KeyParts =
        [.. Enumerable.Range(PartLength, Key.Length - 2 * PartLength + 1).Select(start => Key.Substring(start, PartLength))];

    /// <summary>Fails if the key or a significant part of it is found.</summary>
    public static void AssertNotIn(object root)
    {
        if (Find(root) is { } path) Assert.Fail("The key was found: " + path);
    }

    /// <summary>Gets the path of field names to the key; <see langword="null"/> if the key is not found.</summary>
    public static string? Find(object root)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Queue<(object Value, string Path)>([(root, root.GetType().Name)]);
        while (open.TryDequeue(out var next))
        {
            var (value, path) = next;
            if (Text(value) is { } text && KeyParts.Any(text.Contains)) return $"{path}: {text}";
            if (!IsOpaque(value) && seen.Add(value))
                foreach (var (name, part) in Parts(value))
                    open.Enqueue((part, $"{path}.{name}"));
        }
        return null;
    }

    private static string? Text(object value) => value switch
    {
        string text => text,
        char[] characters => new string(characters),
        byte[] bytes => Encoding.Latin1.GetString(bytes) + Encoding.Unicode.GetString(bytes),
        Exception exception => exception.ToString(),
        _ => null,
    };

    // A CancellationTokenSource belongs to the caller. Its registrations lead to other calls and open connections.
    private static bool IsOpaque(object value) =>
        value is string or Pointer or SecureString or MemberInfo or Assembly or Module or Thread or CancellationTokenSource
        || value.GetType() is { IsPrimitive: true } or { IsEnum: true };

    private static IEnumerable<(string Name, object Part)> Parts(object value)
    {
        if (value is Array array)
        {
            if (array.GetType().GetElementType() is { IsPrimitive: true }) yield break;
            foreach (var element in array)
                if (element is not null)
                    yield return ("[]", element);
            yield break;
        }
        for (var type = value.GetType(); type is not null; type = type.BaseType)
            foreach (var field in type.GetFields(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                if (!field.FieldType.IsPointer && !field.FieldType.IsByRefLike && field.GetValue(value) is { } part)
                    yield return (field.Name, part);
    }
}
