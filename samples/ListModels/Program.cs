// The client by itself, with no PowerShell: lists the models an account has marked visible.
// NANOGPT_API_KEY holds the key; NANOGPT_BASE_URL, if set, says where the service is.
using NanoGpt;

if (Environment.GetEnvironmentVariable("NANOGPT_API_KEY") is not { Length: > 0 } key)
{
    await Console.Error.WriteLineAsync("Set NANOGPT_API_KEY to the API key first.");
    return 2;
}

try
{
    var options = new NanoGptClientOptions { ApiKey = Secret.ApiKey(key) };
    if (Environment.GetEnvironmentVariable("NANOGPT_BASE_URL") is { Length: > 0 } address)
        options = options with { BaseUri = BaseAddress.Parse(address) };

    using var stop = new CancellationTokenSource();
    Console.CancelKeyPress += (_, pressed) =>
    {
        pressed.Cancel = true;
        stop.Cancel();
    };

    using var models = await new NanoGptClient(options)
        .ListModelsAsync(new ModelQuery { Scope = ModelScope.Personalized, Detailed = true }, stop.Token);
    Console.WriteLine($"{"Id",-44} {"In $/M",8} {"Out $/M",8} {"Context",10}  Capabilities");
    await foreach (var model in models.WithCancellation(stop.Token))
        Console.WriteLine(
            $"{TerminalSanitizer.Sanitize(model.Id),-44} {model.PromptPrice,8:N3} {model.CompletionPrice,8:N3} {model.ContextLength,10:N0}  {TerminalSanitizer.Sanitize($"{model.Capabilities}")}");
    return 0;
}
catch (Exception refused) when (refused is NanoGptException or ArgumentException)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 1;
}
catch (OperationCanceledException)
{
    return 130;
}
