using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Portal.App.Money.Ledger;

/// <summary>
/// SHA-256 over every column of an entry, each with its length in front, so that no two entries have the same bytes. It is made
/// from what is stored: a change of any byte of the row shows.
/// </summary>
public static class EntryHash
{
    private const byte Format = 1;

    public static byte[] Of(JournalEntry entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([Format]);
        Append(hash, entry.Id.ToString("N"));
        Append(hash, entry.HolderId.ToString("N"));
        Append(hash, entry.Holder.ToString());
        Append(hash, entry.Reason.ToString());
        Append(hash, entry.Key);
        Append(hash, Text(entry.OccurredAt));
        Append(hash, Text(entry.RecordedAt));
        Append(hash, Text(entry.Month));
        Append(hash, Text(entry.FactMonth));
        Append(hash, Text(entry.TaxMonth));
        Append(hash, entry.Basis?.ToString());
        Append(hash, entry.RewardId?.ToString("N"));
        Append(hash, entry.SurchargeId?.ToString("N"));
        Append(hash, entry.OrderId?.ToString("N"));
        Append(hash, entry.WithdrawalId?.ToString("N"));
        Append(hash, entry.InvoiceId?.ToString("N"));
        Append(hash, entry.CorrectsId?.ToString("N"));
        Append(hash, entry.DisputeId?.ToString("N"));
        Append(hash, entry.By);
        Append(hash, entry.Note);
        Append(hash, entry.Block.ToString(CultureInfo.InvariantCulture));
        foreach (var amount in LedgerColumns.Values(entry.Amounts))
            Append(hash, amount.ToString(CultureInfo.InvariantCulture));
        return hash.GetHashAndReset();
    }

    private static string Text(DateTimeOffset instant) => instant.UtcTicks.ToString(CultureInfo.InvariantCulture);

    private static string? Text(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Nothing and an empty text are told apart.</summary>
    private static void Append(IncrementalHash hash, string? text)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, text is null ? -1 : Encoding.UTF8.GetByteCount(text));
        hash.AppendData(length);
        if (text is not null)
            hash.AppendData(Encoding.UTF8.GetBytes(text));
    }
}
