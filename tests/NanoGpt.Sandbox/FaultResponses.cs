using Microsoft.AspNetCore.Http.Features;

namespace NanoGpt.Sandbox;

/// <summary>Sends the responses that replace the normal response.</summary>
internal static class FaultResponses
{
    public static async Task SendAsync(HttpContext context, FaultSpec spec)
    {
        var response = context.Response;
        switch (spec.Kind)
        {
            case FaultKind.Status:
                spec.Error.Write(response, spec.Number);
                break;
            case FaultKind.Redirect:
                response.StatusCode = spec.Number;
                response.Headers.Location = spec.RedirectTarget;
                break;
            case FaultKind.Loop:
                response.StatusCode = StatusCodes.Status307TemporaryRedirect;
                response.Headers.Location = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
                break;
            case FaultKind.Html:
                response.WriteHtml(200, "Back soon");
                break;
            case FaultKind.Empty:
                break;
            case FaultKind.Bomb:
                await GzipBomb.SendAsync(context, spec.Number);
                break;
            case FaultKind.Entry:
                await GzipBomb.SendEntryAsync(context, spec.Number);
                break;
            case FaultKind.Drop:
                context.Abort();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(spec), spec.Kind, "The fault does not replace the normal response.");
        }
    }
}
