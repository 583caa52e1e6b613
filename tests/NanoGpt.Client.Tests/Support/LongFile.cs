namespace NanoGpt.Client.Tests;

/// <summary>Contents so long that half of one is easily met, and that say by themselves whether they are whole.</summary>
internal static class LongFile
{
    private const int Length = 1 << 20;

    public static byte[] Content(int round)
    {
        var content = new byte[Length];
        Array.Fill(content, (byte)round);
        return content;
    }

    public static bool IsWhole(byte[] content) => content.Length == Length && content.AsSpan().Count(content[0]) == Length;
}
