using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Documents.Exports;

/// <summary>
/// A list that is too long to be answered at once: it is made behind the page (R9.6). Who asked, and for what, goes to the audit log before
/// the first row is read (R10.4).
/// </summary>
public sealed class RequestExport(
    ExportCatalogue lists, ExportMaker maker, ExportViews views, UnitOfWork work, RightsNow rights, TimeProvider clock)
{
    /// <param name="IsProgram">True: a filter that the list does not know is refused by name. Of an address it is left out.</param>
    public sealed record Input(ExportInput What, bool IsProgram = false);

    public async Task<Outcome<ExportView>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        if (await rights.RefuseAsync(actor, cancellationToken) is { } ended)
            return ended;

        var now = clock.GetUtcNow();
        var check = await lists.CheckAsync(actor, input.What, maker, now, cancellationToken);
        if (check.Refusal is { } refusal)
            return refusal;

        var order = check.Value;
        if (input.IsProgram && ExportChecks.Unknown(order.List, input.What.Filter) is { Count: > 0 } unknown)
            return Refusal.Invalid(unknown);

        return await work.RunAsync<ExportView>(
            actor,
            async (db, stop) =>
            {
                var open = await db.ExportJobs.CountAsync(
                    job => job.ClientId == actor.ClientId && (job.State == ExportState.Waiting || job.State == ExportState.Running), stop);
                if (open >= ExportJob.MostOpen)
                    return Refusal.Rule(ExportRefusals.TooMany).With("max", $"{ExportJob.MostOpen}");

                var job = new ExportJob
                {
                    Id = Ids.New(clock),
                    List = order.List.Name,
                    Format = order.Format,
                    Filter = order.Filter.ToString(),
                    Columns = string.Join(' ', order.Columns),
                    Language = order.Language,
                    AskedAt = now,
                    ClientId = actor.ClientId,
                    ClientName = actor.Name,
                    IsKey = actor.IsKey,
                    PartnerId = actor.PartnerId,
                    ShopId = actor.ShopId,
                    Role = actor.Role,
                    StaffRights = actor.StaffRights,
                    State = ExportState.Waiting,
                };
                db.ExportJobs.Add(job);
                db.Audit(
                    actor, clock, AuditActions.Exported, ExportMaker.FileName(order.List, order.Format, now, order.Language), job.Id, null,
                    ExportViews.Deed(order.List.Name, order.Format, job.Filter, job.Columns), actor.PartnerId);
                db.NotifyChange(ChangeTopics.Export, job.Id, clock, actor.PartnerId, actor.ShopId);
                return views.Of(job);
            },
            cancellationToken);
    }
}
