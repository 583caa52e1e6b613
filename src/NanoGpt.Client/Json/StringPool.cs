using System.Text.Json;

namespace NanoGpt.Json;

/// <summary>
/// Gives text that a list repeats in each of its entries, such as the names of fields, makers and units, as one string
/// rather than thousands. It keeps no more than a list may well have.
/// </summary>
internal sealed class StringPool
{
    private const int MaxCount = 512;
    private const int SlotCount = 2 * MaxCount;
    private const int MaxLength = 48;

    // Texts can be made to collide, and a long search would cost more than the string that it saves.
    private const int MaxProbes = 8;

    private readonly (byte[] Utf8, string Text)[] slots = new (byte[], string)[SlotCount];
    private int count;

    /// <summary>The field name or text that the reader stands on.</summary>
    public string GetString(ref Utf8JsonReader json)
    {
        var utf8 = json.ValueSpan;
        if (utf8.Length is 0 or > MaxLength || json.ValueIsEscaped) return json.GetString()!;
        var place = Hash(utf8) % SlotCount;
        for (var probe = 0; slots[place].Utf8 is { } other; probe++)
        {
            if (utf8.SequenceEqual(other)) return slots[place].Text;
            if (probe == MaxProbes) return json.GetString()!;
            place = (place + 1) % SlotCount;
        }
        var text = json.GetString()!;
        if (count < MaxCount)
        {
            slots[place] = (utf8.ToArray(), text);
            count++;
        }
        return text;
    }

    // Its length and three of its characters tell one text from another well enough; to go through all of it would take as
    // long as making the string.
    private static uint Hash(ReadOnlySpan<byte> text) =>
        (((((((uint)text.Length * 31) + text[0]) * 31) + text[text.Length / 2]) * 31) + text[text.Length - 1]) * 2654435769 >> 16;
}
