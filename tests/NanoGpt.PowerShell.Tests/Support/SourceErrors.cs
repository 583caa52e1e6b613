using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NanoGpt.Tests;

/// <summary>The error ids and messages in the source code of the module, found by the syntax of the expressions that create them.</summary>
internal static partial class SourceErrors
{
    private const string ErrorRecordsFile = "ErrorRecords.cs";

    private static readonly Dictionary<string, SyntaxNode> Files = Directory
        .EnumerateFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !OutputFolder().IsMatch(file))
        .OrderBy(file => Path.GetFileName(file), StringComparer.Ordinal)
        .ToDictionary(file => Path.GetFileName(file), file => CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot());

    private static readonly SyntaxNode ErrorRecords = Files[ErrorRecordsFile];

    private static readonly IReadOnlyList<string> Kinds = [.. Files["NanoGptErrorKind.cs"]
        .DescendantNodes().OfType<EnumMemberDeclarationSyntax>().Select(member => member.Identifier.Text)];

    private static readonly IReadOnlyList<Message> Messages = [.. Files.SelectMany(file => ReadMessages(file.Key, file.Value))];

    /// <summary>Gets the error ids.</summary>
    public static IEnumerable<string> Ids => Kinds.Concat(OwnIds).Distinct().Order(StringComparer.Ordinal);

    /// <summary>The ids that are strings in the code, with their categories. The other ids are kinds of errors.</summary>
    private static ILookup<string, string> Categories { get; } = Files.Values
        .SelectMany(root => root.DescendantNodes())
        .Select(node => (Id: GetOwnId(node), Category: GetCategory(node)))
        .Where(error => error.Id is not null)
        .ToLookup(error => error.Id!, error => error.Category);

    private static IEnumerable<string> OwnIds => Categories.Select(error => error.Key);

    /// <summary>Formats all messages for a review: one block per error id, and then one per file for the parts of messages.</summary>
    public static string Format()
    {
        List<string> lines =
        [
            "# Error messages",
            "",
            "Generated from the source code. To rewrite it, see docs/CONTRIBUTING.md. Review the messages when they change: each says what",
            "happened, to which item, and what to do next. Values are in braces; alternatives are separated by |.",
        ];
        foreach (var id in Ids)
        {
            var (category, status) = Kinds.Contains(id)
                ? (GetArms("GetCategory", id).Single(), string.Join(", ", GetStatusCodes(id)))
                : (string.Join(", ", Categories[id].Distinct()), "");
            lines.AddRange(["", $"## {id}", $"- Category: {category}"]);
            if (status.Length > 0) lines.Add($"- Message: the message of the service (HTTP {status})");
            var messages = Messages.Where(message => message.Id == id).Select(message => $"- Message: {message.Text}").ToList();
            lines.AddRange(messages);
            if (status.Length == 0 && messages.Count == 0) lines.Add("- Message: the message of the exception that caused the error");
            lines.AddRange(GetArms("GetRecommendedAction", id).Select(action => $"- Action: {action}"));
        }
        lines.AddRange(["", "## All errors of requests", .. GetArms("GetRecommendedAction", "OutcomeUnknown").Select(action => $"- Action: {action}")]);
        lines.AddRange(["", "# Reasons and other parts of messages"]);
        foreach (var file in Messages.Where(message => message.Id is null).GroupBy(message => message.File))
            lines.AddRange(["", $"## {Path.GetFileNameWithoutExtension(file.Key)}", .. file.Select(message => $"- {message.Text}")]);
        return string.Join('\n', lines) + '\n';
    }

    private static IEnumerable<Message> ReadMessages(string file, SyntaxNode root)
    {
        if (!root.DescendantNodes().Any(CreatesError)) return [];
        return root.DescendantNodes(node => !IsMessage(node) && node is not AttributeListSyntax)
            .Where(node => IsMessage(node) && !IsOutput(node) && !IsIn(node, "GetRecommendedAction"))
            .Select(node => new Message(file, GetId(file, node), ToText(node)));
    }

    private static bool CreatesError(SyntaxNode node) => node switch
    {
        BaseObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: > 0 } creation =>
            TypeOf(creation) is not nameof(ArgumentNullException) and var type && type.EndsWith("Exception", StringComparison.Ordinal),
        InvocationExpressionSyntax call => NameOf(call) == "CreateInvalidResponse",
        MethodDeclarationSyntax method => method.Identifier.Text == "Describe",
        _ => false,
    };

    /// <summary>Gets the error id of a message; <see langword="null"/> if the message is part of messages of several ids.</summary>
    private static string? GetId(string file, SyntaxNode message)
    {
        foreach (var node in message.Ancestors())
        {
            if (GetOwnId(node) is { } own) return own;
            if (node is InvocationExpressionSyntax call)
            {
                if (NameOf(call) == "CreateInvalidResponse") return nameof(NanoGptErrorKind.InvalidResponse);
                if (NameOf(call) == "CreateResponseTooLarge") return nameof(NanoGptErrorKind.ResponseTooLarge);
                if (call.ArgumentList.Arguments.Select(argument => argument.ToString()).FirstOrDefault(argument => argument.StartsWith("NanoGptErrorKind.", StringComparison.Ordinal)) is { } kind)
                    return kind["NanoGptErrorKind.".Length..];
            }
            // A suggestion at the end of a message.
            if (file == ErrorRecordsFile && node is MethodDeclarationSyntax method)
            {
                var ids = method.DescendantNodes().Select(GetOwnId).OfType<string>().Distinct().ToList();
                return ids.Count == 1 ? ids[0] : null;
            }
        }
        return null;
    }

    /// <summary>Gets the id of an expression that creates an error with an id: a string in Pascal case among its arguments.</summary>
    private static string? GetOwnId(SyntaxNode node)
    {
        IEnumerable<ArgumentSyntax> arguments = node switch
        {
            BaseObjectCreationExpressionSyntax creation when TypeOf(creation) is "ErrorRecord" or "ConfigurationException" => creation.ArgumentList!.Arguments,
            TupleExpressionSyntax tuple when GetCategoryArgument(tuple.Arguments) is not null => tuple.Arguments,
            InvocationExpressionSyntax call when NameOf(call) is "FileError" or "Sanitize" && GetCategoryArgument(call.ArgumentList.Arguments) is not null => call.ArgumentList.Arguments,
            // new(…) as the argument of a method that takes an error record.
            ImplicitObjectCreationExpressionSyntax creation when GetCategoryArgument(creation.ArgumentList.Arguments) is not null => creation.ArgumentList.Arguments,
            _ => [],
        };
        return arguments.Select(argument => argument.Expression).OfType<LiteralExpressionSyntax>()
            .Select(literal => literal.Token.ValueText).FirstOrDefault(text => PascalCase().IsMatch(text));
    }

    private static string GetCategory(SyntaxNode node) => node switch
    {
        BaseObjectCreationExpressionSyntax { ArgumentList: { } list } => GetCategoryArgument(list.Arguments),
        TupleExpressionSyntax tuple => GetCategoryArgument(tuple.Arguments),
        InvocationExpressionSyntax call => GetCategoryArgument(call.ArgumentList.Arguments),
        _ => null,
        // From(ConfigurationException) adds the category.
    } ?? "InvalidArgument";

    private static string? GetCategoryArgument(IEnumerable<ArgumentSyntax> arguments) =>
        arguments.Select(argument => argument.Expression.ToString())
            .FirstOrDefault(text => text.StartsWith("ErrorCategory.", StringComparison.Ordinal))?["ErrorCategory.".Length..];

    /// <summary>Gets the results of the arms of a switch whose patterns name a kind.</summary>
    private static IEnumerable<string> GetArms(string method, string kind) =>
        ErrorRecords.DescendantNodes().OfType<SwitchExpressionArmSyntax>()
            .Where(arm => IsIn(arm, method) && Regex.IsMatch($"{arm.Pattern} {arm.WhenClause}", $@"\.{kind}\b"))
            .Select(arm => ToText(arm.Expression).Replace("ErrorCategory.", "", StringComparison.Ordinal)
                + (arm.WhenClause is { } condition ? $" ({condition})" : ""));

    private static IEnumerable<string> GetStatusCodes(string kind) =>
        Files["Exchange.cs"].DescendantNodes().OfType<SwitchExpressionArmSyntax>()
            .Where(arm => IsIn(arm, "GetErrorKind") && arm.Expression.ToString() == $"NanoGptErrorKind.{kind}" && arm.Pattern is not DiscardPatternSyntax)
            .Select(arm => $"{arm.Pattern} {arm.WhenClause}".TrimEnd());

    private static bool IsMessage(SyntaxNode node) => IsText(node) && ToText(node).Trim().Contains(' ', StringComparison.Ordinal);

    private static bool IsText(SyntaxNode node) => node switch
    {
        LiteralExpressionSyntax literal => literal.IsKind(SyntaxKind.StringLiteralExpression),
        InterpolatedStringExpressionSyntax => true,
        BinaryExpressionSyntax sum => sum.IsKind(SyntaxKind.AddExpression) && IsText(sum.Left) && IsText(sum.Right),
        _ => false,
    };

    /// <summary>Determines whether a text is not an error: a warning, verbose output, or a question.</summary>
    private static bool IsOutput(SyntaxNode node) =>
        node.Ancestors().OfType<InvocationExpressionSyntax>().Any(call => NameOf(call) is "WriteWarning" or "WriteVerbose" or "ShouldProcess");

    private static bool IsIn(SyntaxNode node, string method) =>
        node.Ancestors().OfType<MethodDeclarationSyntax>().FirstOrDefault()?.Identifier.Text == method;

    private static string ToText(SyntaxNode node) => node switch
    {
        LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) => literal.Token.ValueText,
        BinaryExpressionSyntax sum when IsText(sum) => ToText(sum.Left) + ToText(sum.Right),
        InterpolatedStringExpressionSyntax text => string.Concat(text.Contents.Select(content => content switch
        {
            InterpolatedStringTextSyntax part => part.TextToken.ValueText,
            InterpolationSyntax value => $"{{{DescribeValue(value.Expression)}}}",
            _ => "",
        })),
        _ => node.ToString(),
    };

    private static string DescribeValue(ExpressionSyntax value) => value switch
    {
        ParenthesizedExpressionSyntax { Expression: ConditionalExpressionSyntax choice } => $"{ToText(choice.WhenTrue)}|{ToText(choice.WhenFalse)}",
        ParenthesizedExpressionSyntax inner => DescribeValue(inner.Expression),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "ToString" or "ToLowerInvariant" } member } => DescribeValue(member.Expression),
        InvocationExpressionSyntax call when NameOf(call) is "Sanitize" or "SanitizeList" => DescribeValue(call.ArgumentList.Arguments[0].Expression),
        _ => value.ToString(),
    };

    private static string TypeOf(BaseObjectCreationExpressionSyntax creation) => creation switch
    {
        ObjectCreationExpressionSyntax named => named.Type.ToString(),
        _ => creation.Ancestors().OfType<MethodDeclarationSyntax>().FirstOrDefault()?.ReturnType.ToString() ?? "",
    };

    private static string NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.Text,
        _ => call.Expression.ToString(),
    };

    private sealed record Message(string File, string? Id, string Text);

    [GeneratedRegex(@"[/\\](?:bin|obj)[/\\]")]
    private static partial Regex OutputFolder();

    [GeneratedRegex("^(?:[A-Z][a-z]*)+$")]
    private static partial Regex PascalCase();
}
