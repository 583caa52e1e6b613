using System.Globalization;
using System.Management.Automation;

namespace NanoGpt.Views;

/// <summary>Formats a <see cref="Balance"/> for the views.</summary>
internal sealed class BalanceView(PSObject balance) : ObjectView<Balance>(balance)
{
    private protected override string? GetText(string name) => name switch
    {
        "Usd" => FormatAmount(Get(nameof(Balance.Usd), balance => balance.Usd)),
        "Nano" => FormatAmount(Get(nameof(Balance.Nano), balance => balance.Nano)),
        "DepositAddress" => Text(nameof(Balance.DepositAddress), balance => balance.DepositAddress),
        _ => null,
    };

    private static string FormatAmount(object? amount) =>
        ObjectView.ConvertTo<decimal>(amount)?.ToString("#,0.00############################", CultureInfo.CurrentCulture) ?? "unknown";
}
