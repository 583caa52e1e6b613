using System.Management.Automation;

namespace NanoGpt.Views;

/// <summary>
/// Gets the hidden properties that <c>NanoGpt.Types.ps1xml</c> adds to live objects and deserialized copies: the view of an object,
/// and the conditions of its list view. They are in one class that refers to no other type of the module, because each import
/// resolves the class and the methods that the file names.
/// </summary>
public static class ViewProperties
{
    /// <summary>Gets the view of a <see cref="NanoGpt.Balance"/>.</summary>
    public static object Balance(PSObject balance) => new BalanceView(balance);

    /// <summary>Gets the view of a <see cref="NanoGpt.Model"/>.</summary>
    public static object Model(PSObject model) => new ModelView(model);

    /// <summary>Returns whether the prompt price of a model is known. It may be 0.</summary>
    public static bool ModelHasPromptPrice(PSObject model) => new ModelView(model).HasPromptPrice;

    /// <summary>Returns whether the completion price of a model is known. It may be 0.</summary>
    public static bool ModelHasCompletionPrice(PSObject model) => new ModelView(model).HasCompletionPrice;

    /// <summary>Returns whether a model has prices, but none per token that is known in USD.</summary>
    public static bool ModelHasOtherPrices(PSObject model) => new ModelView(model).HasOtherPrices;

    /// <summary>Returns whether the context length of a model is known. It may be 0.</summary>
    public static bool ModelHasContextLength(PSObject model) => new ModelView(model).HasContextLength;

    /// <summary>Returns whether the maximum number of output tokens of a model is known. It may be 0.</summary>
    public static bool ModelHasMaxOutputTokens(PSObject model) => new ModelView(model).HasMaxOutputTokens;

    /// <summary>Returns whether a model has properties that this version does not know.</summary>
    public static bool ModelHasAdditionalProperties(PSObject model) => new ModelView(model).HasAdditionalProperties;

    /// <summary>Gets the view of a <see cref="NanoGpt.ModelChange"/>.</summary>
    public static object ModelChange(PSObject change) => new ModelChangeView(change);

    /// <summary>Returns whether a change has a percentage.</summary>
    public static bool ModelChangeHasPercent(PSObject change) => new ModelChangeView(change).HasPercent;

    /// <summary>Gets the view of a <see cref="NanoGpt.ModelCost"/>.</summary>
    public static object ModelCost(PSObject cost) => new ModelCostView(cost);

    /// <summary>Gets the view of a <see cref="NanoGpt.ModelProvider"/>.</summary>
    public static object ModelProvider(PSObject provider) => new ModelProviderView(provider);

    /// <summary>Returns whether the prompt price of a provider is known. It may be 0.</summary>
    public static bool ModelProviderHasPromptPrice(PSObject provider) => new ModelProviderView(provider).HasPromptPrice;

    /// <summary>Returns whether the completion price of a provider is known. It may be 0.</summary>
    public static bool ModelProviderHasCompletionPrice(PSObject provider) => new ModelProviderView(provider).HasCompletionPrice;

    /// <summary>Returns whether a provider has properties that this version does not know.</summary>
    public static bool ModelProviderHasAdditionalProperties(PSObject provider) => new ModelProviderView(provider).HasAdditionalProperties;

    /// <summary>Gets the view of a <see cref="NanoGpt.ModelVisibility"/> or <see cref="ModelVisibilityChange"/>.</summary>
    public static object ModelVisibility(PSObject entry) => new ModelVisibilityView(entry);

    /// <summary>Gets the view of a <see cref="NanoGpt.Session"/>.</summary>
    public static object Session(PSObject session) => new SessionView(session);

    /// <summary>Returns whether the maximum response size of a session differs from the default.</summary>
    public static bool SessionHasOwnResponseSize(PSObject session) => new SessionView(session).HasOwnResponseSize;

    /// <summary>Gets the view of a <see cref="NanoGpt.Subscription"/>.</summary>
    public static object Subscription(PSObject subscription) => new SubscriptionView(subscription);

    /// <summary>Returns whether the daily usage of a subscription is known.</summary>
    public static bool SubscriptionHasDaily(PSObject subscription) => new SubscriptionView(subscription).HasDaily;

    /// <summary>Returns whether the monthly usage of a subscription is known.</summary>
    public static bool SubscriptionHasMonthly(PSObject subscription) => new SubscriptionView(subscription).HasMonthly;

    /// <summary>Gets the view of a <see cref="NanoGpt.Usage"/>.</summary>
    public static object Usage(PSObject usage) => new UsageView(usage);

    /// <summary>Gets the totals of the report that contains a usage.</summary>
    public static string UsageTotals(PSObject usage) => UsageView.FormatTotals(usage);
}
