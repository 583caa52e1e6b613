using System.Net;
using System.Security;

namespace NanoGpt.Binding;

/// <summary>Converts a <see cref="SecureString"/> or a string to a secret.</summary>
internal abstract class SecretArgumentAttribute : ValidatedArgumentAttribute
{
    private protected SecretArgumentAttribute()
    {
    }

    private protected sealed override object Convert(object? value)
    {
        var secret = value switch
        {
            SecureString secure => secure,
            string text => new NetworkCredential("", text).SecurePassword,
            null => new SecureString(),
            _ => throw new ArgumentException($"The value is of type {value.GetType().Name}. Specify a SecureString or a string."),
        };
        _ = Read(secret);
        return secret;
    }

    private protected abstract Secret Read(SecureString secret);
}

/// <summary>Converts a <see cref="SecureString"/> or a string to an API key.</summary>
internal sealed class ApiKeyArgumentAttribute : SecretArgumentAttribute
{
    private protected override Secret Read(SecureString secret) => Secret.ApiKey(secret);
}

/// <summary>Converts a <see cref="SecureString"/> or a string to a session cookie.</summary>
internal sealed class SessionCookieArgumentAttribute : SecretArgumentAttribute
{
    private protected override Secret Read(SecureString secret) => Secret.SessionCookie(secret);
}
