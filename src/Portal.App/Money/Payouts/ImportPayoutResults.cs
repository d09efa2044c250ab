using System.Globalization;
using Portal.App.Orders.Import;
using Portal.App.Platform.Files;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Money.Payouts;

/// <summary>Takes the file in which a bank answers a batch (R6.6). The same file a second time pays nothing a second time.</summary>
public sealed class ImportPayoutResults(PayoutSettlement settlement)
{
    /// <summary>Bytes of the largest file.</summary>
    public const int MostBytes = 10 * 1024 * 1024;

    /// <param name="actor">Finance.</param>
    /// <param name="batchId">The batch.</param>
    /// <param name="file">XLSX, or CSV in UTF-8.</param>
    /// <param name="name">As the file is called, for the audit log.</param>
    /// <param name="progress">Told how many lines are done.</param>
    /// <param name="cancellationToken">Ends it between two parts; what was taken stays, and the file can be imported again.</param>
    public async Task<Outcome<PayoutResults>> RunAsync(
        Actor actor, Guid batchId, Stream file, string name, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        if (!actor.May(PayoutPermissions.Write))
            return Refusal.Forbidden();

        using var copy = new MemoryStream();
        var buffer = new byte[81920];
        int read;
        while ((read = await file.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (copy.Length + read > MostBytes)
                return new Refusal(RefusalKind.TooLarge, FileRefusals.TooLarge)
                    .With("max", (MostBytes / 1024 / 1024).ToString(CultureInfo.InvariantCulture));

            copy.Write(buffer, 0, read);
        }

        if (copy.Length == 0)
            return Refusal.Rule(FileRefusals.Empty);

        var answers = await BankAnswerFile.ReadAsync(copy.ToArray(), cancellationToken);
        return answers.Refusal is { } refusal
            ? refusal : await settlement.TakeAsync(actor, batchId, answers.Value, name, progress, cancellationToken);
    }
}
