using System.Globalization;
using System.Text;
using Portal.Domain.Common;

namespace Portal.Domain.Withdrawals;

/// <summary>
/// The text of a VietQR code for a transfer to an account, as banking apps scan it: EMVCo's merchant-presented format with NAPAS's
/// account block (38), đồng (704), the amount, the reference, and a CRC-16 over all of it.
/// </summary>
public static class VietQr
{
    private const string Napas = "A000000727";
    private const string ToAccount = "QRIBFTTA";
    private const string Dynamic = "12";

    public static string Text(Bank bank, string account, Dong amount, string reference)
    {
        var beneficiary = Field("00", bank.Bin) + Field("01", account);
        var text = Field("00", "01")
            + Field("01", Dynamic)
            + Field("38", Field("00", Napas) + Field("01", beneficiary) + Field("02", ToAccount))
            + Field("53", "704")
            + Field("54", amount.Amount.ToString(CultureInfo.InvariantCulture))
            + Field("58", "VN")
            + Field("62", Field("08", reference))
            + "6304";
        return text + Crc(text).ToString("X4", CultureInfo.InvariantCulture);
    }

    private static string Field(string tag, string value) => string.Create(CultureInfo.InvariantCulture, $"{tag}{value.Length:00}{value}");

    /// <summary>CRC-16/CCITT-FALSE: polynomial 1021, starts at FFFF.</summary>
    private static ushort Crc(string text)
    {
        ushort crc = 0xFFFF;
        foreach (var octet in Encoding.ASCII.GetBytes(text))
        {
            crc ^= (ushort)(octet << 8);
            for (var bit = 0; bit < 8; bit++)
                crc = (ushort)((crc & 0x8000) != 0 ? (crc << 1) ^ 0x1021 : crc << 1);
        }

        return crc;
    }
}
