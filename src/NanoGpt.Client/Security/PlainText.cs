using System.Runtime.InteropServices;
using System.Security;

namespace NanoGpt;

/// <summary>
/// Holds the characters of a <see cref="SecureString"/> until it is disposed. They are pinned, so that the garbage collector does
/// not copy them, and are then cleared.
/// </summary>
internal readonly ref struct PlainText
{
    private readonly char[] characters;
    private readonly GCHandle pin;

    /// <param name="secret">The secret.</param>
    /// <param name="prefix">The text before the secret.</param>
    public PlainText(SecureString secret, string prefix = "")
    {
        characters = new char[prefix.Length + secret.Length];
        pin = GCHandle.Alloc(characters, GCHandleType.Pinned);
        prefix.CopyTo(0, characters, 0, prefix.Length);
        var memory = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            // The secret can contain NUL characters.
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
