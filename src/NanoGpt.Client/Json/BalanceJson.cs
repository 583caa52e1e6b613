namespace NanoGpt.Json;

/// <summary>Reads balances.</summary>
internal static class BalanceJson
{
    /// <summary>Reads a balance.</summary>
    /// <exception cref="FormatException">The response is not a balance. The message is a clause with the reason.</exception>
    public static void Read(Balance balance, ref JsonObjectReader json)
    {
        var isBalance = false;
        while (json.ReadProperty())
        {
            isBalance |= json.Property is "usd_balance" or "nano_balance";
            switch (json.Property)
            {
                case "usd_balance": balance.Usd = json.ReadDecimal(); break;
                case "nano_balance": balance.Nano = json.ReadDecimal(); break;
                case "nanoDepositAddress": balance.DepositAddress = json.ReadString(); break;
                default: json.KeepUnknown(); break;
            }
        }
        if (!isBalance) throw ResponseJson.CreateMissingProperty("usd_balance or nano_balance", balance);
    }
}
