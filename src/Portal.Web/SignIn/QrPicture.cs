using QRCoder;

namespace Portal.Web.SignIn;

/// <summary>A QR code as SVG, dark on white in both themes, since cameras expect that.</summary>
internal static class QrPicture
{
    public static string Svg(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        return new SvgQRCode(data).GetGraphic(4, "#101828", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }
}
