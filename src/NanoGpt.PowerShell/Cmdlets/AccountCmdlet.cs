using System.Management.Automation;
using System.Security;
using NanoGpt.Binding;

namespace NanoGpt.Cmdlets;

/// <summary>The base class of cmdlets that read data of the account, which require the API key.</summary>
public abstract class AccountCmdlet : ApiCmdlet
{
    private protected AccountCmdlet()
    {
    }

    /// <summary>Gets or sets the API key for this call. A string is converted to a SecureString.</summary>
    [Parameter]
    [ApiKeyArgument]
    public SecureString? ApiKey { get; set; }

    /// <summary>Gets the session of this call. A missing API key is a terminating error.</summary>
    /// <param name="content">What requires the API key, for the message.</param>
    private protected Session ResolveSessionWithApiKey(string content)
    {
        var session = ResolveSession(ApiKey);
        if (session.Options.ApiKey is null) ThrowTerminatingError(ErrorRecords.ApiKeyMissing(content));
        return session;
    }

    /// <summary>Waits for a response, and writes the request to the verbose stream.</summary>
    private protected ServiceResponse<T> WaitForResponse<T>(Task<ServiceResponse<T>> operation) where T : ServiceObject
    {
        var response = Wait(operation);
        WriteRequestInfo(response.Request);
        return response;
    }

    /// <summary>Writes the object of a response, and a warning if it has an invalid value.</summary>
    private protected void WriteResponse<T>(ServiceResponse<T> response, string content) where T : ServiceObject
    {
        WriteObject(response.Value);
        if (response.HasInvalidValue) WriteWarning($"The {content} has an invalid value. AdditionalProperties contains the value unchanged.");
    }
}
