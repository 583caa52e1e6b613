using System.Runtime.InteropServices;
using System.Security;

namespace NanoGpt;

/// <summary>
/// The characters of a <see cref="SecureString"/> for as long as they are needed: pinned, so that the garbage collector
/// leaves no copy behind, and cleared afterwards.
/// </summary>
internal readonly ref struct PlainText
{
    private readonly char[] characters;
    private readonly GCHandle pin;

    /// <param name="secret">The secret.</param>
    /// <param name="prefix">Text to put before it.</param>
    public PlainText(SecureString secret, string prefix = "")
    {
        characters = new char[prefix.Length + secret.Length];
        pin = GCHandle.Alloc(characters, GCHandleType.Pinned);
        prefix.CopyTo(0, characters, 0, prefix.Length);
        var memory = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            // By its length, not up to the first NUL.
            Marshal.Copy(memory, characters, prefix.Length, secret.Length);
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(memory);
        }
    }

    public ReadOnlySpan<char> Span => characters;

    public void Dispose()
    {
        Array.Clear(characters, 0, characters.Length);
        pin.Free();
    }
}
