using QRCoder;

namespace Portal.App.Traffic.Links;

/// <summary>
/// An address as a picture that telephones read. Error correction of a quarter, because such pictures end up on paper, and
/// the quiet zone of four modules that scanners ask for.
/// </summary>
public static class QrCodes
{
    private const int PixelsPerModule = 20;

    /// <summary>Scales to any size; without colours of its own theme, because scanners want black on white.</summary>
    public static string Svg(string address)
    {
        using var code = Code(address);
        using var picture = new SvgQRCode(code);
        return picture.GetGraphic(
            new System.Drawing.Size(400, 400), "#000000", "#ffffff", sizingMode: SvgQRCode.SizingMode.ViewBoxAttribute);
    }

    /// <summary>Large enough for print.</summary>
    public static byte[] Png(string address)
    {
        using var code = Code(address);
        using var picture = new PngByteQRCode(code);
        return picture.GetGraphic(PixelsPerModule);
    }

    private static QRCodeData Code(string address) => QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.Q);
}
