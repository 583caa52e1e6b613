using System.Text.Json;

namespace NanoGpt.Json;

/// <summary>
/// Returns the same string for text that the entries of a list repeat, such as the names of properties, owners, and units. It keeps
/// a limited number of strings.
/// </summary>
internal sealed class StringPool
{
    private const int MaxCount = 512;
    private const int SlotCount = 2 * MaxCount;
    private const int MaxLength = 48;

    // A malicious list can cause collisions, and a long search costs more than a new string.
    private const int MaxProbes = 8;

    private readonly (byte[] Utf8, string Text)[] slots = new (byte[], string)[SlotCount];
    private int count;

    /// <summary>Gets the current property name or string of a reader.</summary>
    public string GetString(ref Utf8JsonReader json)
    {
        var utf8 = json.ValueSpan;
        if (utf8.Length is 0 or > MaxLength || json.ValueIsEscaped) return json.GetString()!;
        var slot = Hash(utf8) % SlotCount;
        for (var probe = 0; slots[slot].Utf8 is { } other; probe++)
        {
            if (utf8.SequenceEqual(other)) return slots[slot].Text;
            if (probe == MaxProbes) return json.GetString()!;
            slot = (slot + 1) % SlotCount;
        }
        var text = json.GetString()!;
        if (count < MaxCount)
        {
            slots[slot] = (utf8.ToArray(), text);
            count++;
        }
        return text;
    }

    // The length and three characters distinguish most strings. Hashing all characters would take as long as creating the
    // string.
    private static uint Hash(ReadOnlySpan<byte> text) =>
        (((((((uint)text.Length * 31) + text[0]) * 31) + text[text.Length / 2]) * 31) + text[text.Length - 1]) * 2654435769 >> 16;
}
