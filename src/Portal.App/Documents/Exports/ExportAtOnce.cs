using Portal.App.Platform.Auditing;
using Portal.App.Platform.Data;
using Portal.App.Platform.Files;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Documents.Exports;

/// <summary>A file for whoever waits for it.</summary>
public sealed record ExportedFile(string Name, string ContentType, ReadOnlyMemory<byte> Content, long Rows);

/// <summary>
/// A short list is answered at once. It leaves when the audit log has who took out what, how many rows and their hash (R9.6, R10.4). A list
/// with more rows than that is asked for by <see cref="RequestExport"/>.
/// </summary>
public sealed class ExportAtOnce(ExportCatalogue lists, ExportMaker maker, UnitOfWork work, RightsNow rights, TimeProvider clock)
{
    public const int MostRows = 5000;

    /// <returns>Null inside when there are more rows.</returns>
    public async Task<Outcome<Answer>> RunAsync(Actor actor, ExportInput input, CancellationToken cancellationToken)
    {
        if (await rights.RefuseAsync(actor, cancellationToken) is { } ended)
            return ended;

        var now = clock.GetUtcNow();
        var check = await lists.CheckAsync(actor, input, maker, now, cancellationToken);
        if (check.Refusal is { } refusal)
            return refusal;

        var order = check.Value;
        var content = new MemoryStream();
        await using var stream = HashingStream.Into(content);
        var progress = new ExportProgress();
        if (!await maker.WriteAsync(order, stream, progress, MostRows, cancellationToken))
            return new Answer(null);

        var hash = stream.TakeHash();
        var file = new ExportedFile(
            ExportMaker.FileName(order.List, order.Format, now, order.Language), order.Format.ContentType(),
            content.GetBuffer().AsMemory(0, (int)content.Length), progress.Done);
        return await work.RunAsync<Answer>(
            actor,
            (db, _) =>
            {
                db.Audit(
                    actor, clock, AuditActions.Exported, file.Name, actor.PartnerId ?? actor.ShopId ?? actor.ClientId, null,
                    ExportViews.Deed(
                        order.List.Name, order.Format, order.Filter.ToString(), string.Join(' ', order.Columns), file.Rows, hash),
                    actor.PartnerId);
                return Task.FromResult<Outcome<Answer>>(new Answer(file));
            },
            cancellationToken);
    }

    /// <param name="File">Null when the list is too long.</param>
    public sealed record Answer(ExportedFile? File);
}
