using System.Buffers;
using System.Collections;
using System.Management.Automation;

namespace NanoGpt.Tests.Engine;

/// <summary>Searches everything that a script has written for an API key and a session cookie.</summary>
internal static class SecretScan
{
    /// <summary>An API key. The sandbox accepts it for the list of all models only.</summary>
    public const string Key = SecretLeakScanner.Key;

    /// <summary>A value of the session cookie. Its letters are not hexadecimal, so that it cannot match other text.</summary>
    public const string CookieValue = "qxzkvwjg-hrtmpzxq-wkvjqtrz";

    private const int PartLength = 8;

    // Serializing or displaying the parts of an error would include the types and methods of the engine.
    private const string RenderScript = """
        foreach ($object in $args[0]) {
            "$object"
            foreach ($property in $object.PSObject.Properties) { try { "$($property.Name) $($property.Value)" } catch { "$_" } }
        }
        foreach ($object in $args[1]) { [Management.Automation.PSSerializer]::Serialize($object, 3) }
        $args[2] | Out-Default
        """;

    /// <summary>A session cookie that the sandbox accepts. Each of its values is a secret.</summary>
    public const string Cookie = $"csrf={CookieValue}; session=sandbox-subscriber-00000000a11c";

    private static readonly SearchValues<string> Parts = SearchValues.Create(
        [.. GetParts(Key), .. GetParts(CookieValue), "sandbox-subscriber", "0000-4000-8000", "00000000a11c"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Fails if a stream, an error, or the displayed text contains a part of a secret.</summary>
    public static async Task AssertNoSecretAsync(EngineShell shell, EngineResult result) =>
        Assert.All(await RenderAsync(shell, result), AssertNoSecret);

    /// <summary>Fails if a text contains a part of a secret.</summary>
    public static void AssertNoSecret(string text)
    {
        if (text.AsSpan().IndexOfAny(Parts) is var index and >= 0)
            Assert.Fail($"A secret was found: {text[Math.Max(0, index - 200)..Math.Min(text.Length, index + 40)]}");
    }

    /// <summary>Gets everything that a script has written as text: converted, each property, serialized, and displayed.</summary>
    public static async Task<IReadOnlyList<string>> RenderAsync(EngineShell shell, EngineResult result)
    {
        object[] output = [.. result.Output, .. result.Progress, .. result.Information];
        object[] errors = [.. ((IEnumerable)shell["Error"]!).Cast<object>().Concat(result.Errors).Append(result.TerminatingError).OfType<ErrorRecord>().Distinct()];
        object[] all = [.. output, .. errors.Cast<ErrorRecord>().SelectMany(GetParts).OfType<object>()];
        var rendered = await shell.Start(RenderScript, all, output, errors.Concat(output).ToArray()).Completion;
        Assert.Null(rendered.TerminatingError);
        return
        [
            .. result.Warnings, .. result.Verbose, .. result.Debug, result.Text,
            .. rendered.Output.Select(text => text.ToString()), rendered.Text,
        ];
    }

    private static IEnumerable<object?> GetParts(ErrorRecord error)
    {
        foreach (var part in (object?[])[error, error.TargetObject, error.ErrorDetails, error.CategoryInfo, error.InvocationInfo]) yield return part;
        foreach (var value in error.InvocationInfo?.BoundParameters.Values.AsEnumerable() ?? []) yield return value;
        for (var exception = error.Exception; exception is not null; exception = exception.InnerException)
        {
            yield return exception;
            foreach (DictionaryEntry data in exception.Data)
            {
                yield return data.Key;
                yield return data.Value;
            }
        }
    }

    private static IEnumerable<string> GetParts(string secret) =>
        // The start of a key and the last characters of a secret are not secret.
        Enumerable.Range(PartLength, secret.Length - 2 * PartLength + 1).Select(start => secret.Substring(start, PartLength));
}
