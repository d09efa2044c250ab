using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Withdrawals;

namespace Portal.App.Money.Payouts;

/// <summary>What is compared of a bank file before it is sent, without the file itself.</summary>
/// <param name="Total">Đồng.</param>
public sealed record BankFileFacts(BankFileFormat Format, string Name, string Sha256, int Count, long Total);

/// <summary>Tells what a bank file will be before anybody fetches it.</summary>
public sealed class BankFileQueries(IDbContextFactory<PortalDb> contexts, PayoutQueries queries)
{
    /// <summary>The file in each of its formats, for those who may fetch it.</summary>
    public async Task<Outcome<IReadOnlyList<BankFileFacts>>> FactsAsync(
        Actor actor, Guid batchId, string template, CancellationToken cancellationToken)
    {
        if (!actor.May(PayoutPermissions.Write) && !actor.May(PayoutPermissions.Approve))
            return Refusal.Forbidden();
        if (BankFileTemplate.Find(template) is not { } known)
            return Refusal.Invalid(new FieldError("template", FieldCodes.NotAllowed)
                .With("allowed", string.Join(", ", BankFileTemplate.All.Select(one => one.Code))));

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.PayoutBatches.AsNoTracking().SingleOrDefaultAsync(row => row.Id == batchId, cancellationToken) is not { } batch)
            return Refusal.NotFound(PayoutRefusals.NotFound);
        if (batch.State is not (PayoutBatchState.Approved or PayoutBatchState.Settled))
            return Refusal.Conflict(PayoutRefusals.NotApproved);

        List<BankFileFacts> files = [];
        foreach (var format in Enum.GetValues<BankFileFormat>())
        {
            var file = await BankFiles.WriteAsync(db, batch, known, format, queries, cancellationToken);
            files.Add(new BankFileFacts(format, file.Name, file.Sha256, file.Count, file.Total));
        }

        return files;
    }
}
