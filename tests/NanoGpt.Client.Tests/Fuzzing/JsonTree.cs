using System.Text;
using System.Text.Json;

namespace NanoGpt.Client.Tests.Fuzzing;

/// <summary>JSON text as a tree that can contain duplicate properties, invalid names, and invalid values.</summary>
internal sealed class JsonTree
{
    private readonly byte[]? leaf;

    private JsonTree(byte[]? leaf, bool isObject, List<(byte[] Name, JsonTree Value)> children) =>
        (this.leaf, IsObject, Children) = (leaf, isObject, children);

    public bool IsObject { get; }

    public bool IsLeaf => leaf is not null;

    /// <summary>Gets the properties of an object, or the items of an array with empty names.</summary>
    public List<(byte[] Name, JsonTree Value)> Children { get; }

    public static JsonTree Leaf(byte[] text) => new(text, isObject: false, []);

    public static JsonTree Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return From(document.RootElement);
    }

    public JsonTree Copy() => new(leaf, IsObject, [.. Children.Select(child => (child.Name, child.Value.Copy()))]);

    /// <summary>Creates an object or array that contains only this value.</summary>
    public JsonTree Nested(bool inObject) => new(null, inObject, [("\"nested\""u8.ToArray(), this)]);

    /// <summary>Adds this tree and its descendants that are objects or arrays.</summary>
    public void AddContainersTo(List<JsonTree> containers)
    {
        if (IsLeaf) return;
        containers.Add(this);
        foreach (var child in Children) child.Value.AddContainersTo(containers);
    }

    public void WriteTo(MemoryStream json)
    {
        if (leaf is not null)
        {
            json.Write(leaf);
            return;
        }
        json.Write(IsObject ? "{"u8 : "["u8);
        for (var i = 0; i < Children.Count; i++)
        {
            if (i > 0) json.WriteByte((byte)',');
            if (IsObject)
            {
                json.Write(Children[i].Name);
                json.WriteByte((byte)':');
            }
            Children[i].Value.WriteTo(json);
        }
        json.Write(IsObject ? "}"u8 : "]"u8);
    }

    private static JsonTree From(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => new(null, true, [.. json.EnumerateObject().Select(field => (Quoted(field.Name), From(field.Value)))]),
        JsonValueKind.Array => new(null, false, [.. json.EnumerateArray().Select(item => (Array.Empty<byte>(), From(item)))]),
        _ => Leaf(Encoding.UTF8.GetBytes(json.GetRawText())),
    };

    private static byte[] Quoted(string name) => JsonSerializer.SerializeToUtf8Bytes(name);
}
