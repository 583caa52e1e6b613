namespace NanoGpt;

/// <summary>
/// The balance of an account. A value that the service did not send is <see langword="null"/>, never zero.
/// See https://docs.nano-gpt.com/api-reference/endpoint/check-balance.
/// </summary>
public sealed class Balance : ServiceObject
{
    /// <summary>Gets the balance in USD.</summary>
    public decimal? Usd { get; internal set; }

    /// <summary>Gets the balance in the cryptocurrency Nano (XNO).</summary>
    public decimal? Nano { get; internal set; }

    /// <summary>Gets the address to which Nano can be deposited.</summary>
    public string? DepositAddress { get; internal set; }

    /// <summary>Returns the balance in USD.</summary>
    public override string ToString() => Usd is { } usd ? $"{usd} USD" : "";
}
