using System.Net;
using System.Security;

namespace NanoGpt.Binding;

/// <summary>Takes a secret as a <see cref="SecureString"/>, or as text that becomes one.</summary>
public abstract class SecretArgumentAttribute : ValidatedArgumentAttribute
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
            _ => throw new ArgumentException($"It takes a SecureString or a string, not a {value.GetType().Name}."),
        };
        _ = Read(secret);
        return secret;
    }

    private protected abstract Secret Read(SecureString secret);
}

/// <summary>Takes an API key.</summary>
public sealed class ApiKeyArgumentAttribute : SecretArgumentAttribute
{
    private protected override Secret Read(SecureString secret) => Secret.ApiKey(secret);
}

/// <summary>Takes a session cookie.</summary>
public sealed class SessionCookieArgumentAttribute : SecretArgumentAttribute
{
    private protected override Secret Read(SecureString secret) => Secret.SessionCookie(secret);
}
