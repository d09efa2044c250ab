using Portal.App.Data;
using Portal.Domain.Common;

namespace Portal.Web.Api;

/// <summary><c>?limit=</c> and <c>?cursor=</c> of every list.</summary>
public sealed class Paging : IApiInput
{
    private readonly Outcome<CursorRequest> request;

    private Paging(Outcome<CursorRequest> request) => this.request = request;

    public CursorRequest Value => request.Value;

    Refusal? IApiInput.Refusal => request.Refusal;

    public static ValueTask<Paging> BindAsync(HttpContext context) =>
        new(new Paging(CursorRequest.Parse(context.Request.Query["limit"], context.Request.Query["cursor"])));
}
