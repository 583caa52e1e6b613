using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace NanoGpt.Sandbox;

/// <summary>Writes errors in the formats of the service.</summary>
internal static class ErrorResponses
{
    public static void WriteError(
        this HttpResponse response, int status, ErrorShape shape, string message, string? code = null, string? type = null)
    {
        type ??= GetErrorType(status);
        switch (shape)
        {
            case ErrorShape.OpenAi:
                var error = new JsonObject { ["message"] = message, ["type"] = type };
                if (code is not null) error["code"] = code;
                response.WriteJson(status, new JsonObject { ["error"] = error });
                break;
            case ErrorShape.Flat:
                var flat = new JsonObject { ["error"] = message, ["status"] = status };
                if (code is not null) flat["code"] = code;
                response.WriteJson(status, flat);
                break;
            case ErrorShape.Code:
                response.WriteJson(status, new JsonObject { ["code"] = code ?? type, ["message"] = message });
                break;
            case ErrorShape.Anthropic:
                var inner = new JsonObject { ["type"] = type, ["message"] = message };
                response.WriteJson(status, new JsonObject { ["type"] = "error", ["error"] = inner });
                break;
            case ErrorShape.Html:
                response.WriteHtml(status, message);
                break;
            default:
                response.StatusCode = status;
                break;
        }
    }

    public static void WriteHtml(this HttpResponse response, int status, string message)
    {
        var title = $"{status} {ReasonPhrases.GetReasonPhrase(status)}";
        response.Write(status, "text/html; charset=utf-8", Encoding.UTF8.GetBytes($"""
            <!DOCTYPE html>
            <html><head><title>{title}</title></head><body><h1>{WebUtility.HtmlEncode(message)}</h1></body></html>

            """));
    }

    private static string GetErrorType(int status) => status switch
    {
        401 => "authentication_error",
        402 => "insufficient_quota",
        403 => "permission_error",
        404 => "not_found_error",
        429 => "rate_limited",
        >= 500 => "server_error",
        _ => "invalid_request_error",
    };
}
