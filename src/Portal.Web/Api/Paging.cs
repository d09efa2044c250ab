using System.Globalization;
using Portal.App.Platform.Data;
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

/// <summary>
/// <c>?limit=</c> and <c>?cursor=</c> of a list that is short by its nature and read whole, the newest first. The cursor says
/// how many of the oldest rows are still to come, so that a row that is added in between repeats none.
/// </summary>
public sealed class WholeListPaging : IApiInput
{
    private readonly Refusal? refusal;
    private readonly int limit;
    private readonly int? left;

    private WholeListPaging(int limit, int? left, Refusal? refusal) => (this.limit, this.left, this.refusal) = (limit, left, refusal);

    Refusal? IApiInput.Refusal => refusal;

    public static ValueTask<WholeListPaging> BindAsync(HttpContext context)
    {
        var request = CursorRequest.Parse(context.Request.Query["limit"], null);
        var errors = (request.Refusal?.Fields ?? []).ToList();
        int? rest = null;
        if (context.Request.Query["cursor"] is [{ } cursor])
        {
            if (int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                rest = count;
            else
                errors.Add(new FieldError("cursor", FieldCodes.NotFound));
        }

        return new(errors.Count > 0
            ? new WholeListPaging(0, null, Domain.Common.Refusal.Invalid(errors))
            : new WholeListPaging(request.Value.Limit, rest, null));
    }

    public CursorPage<T> Cut<T>(IReadOnlyList<T> whole)
    {
        var rest = Math.Min(left ?? whole.Count, whole.Count);
        var after = Math.Max(rest - limit, 0);
        return new CursorPage<T>(
            [.. whole.Skip(whole.Count - rest).Take(limit)], after > 0 ? after.ToString(CultureInfo.InvariantCulture) : null);
    }
}
