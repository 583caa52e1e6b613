namespace NanoGpt.Client.Tests;

/// <summary>File content that is long enough to observe partial writes and that can be verified to be complete.</summary>
internal static class LongFile
{
    private const int Length = 1 << 20;

    public static byte[] CreateContent(int round)
    {
        var content = new byte[Length];
        Array.Fill(content, (byte)round);
        return content;
    }

    public static bool IsComplete(byte[] content) => content.Length == Length && content.AsSpan().Count(content[0]) == Length;
}
