using ClosedXML.Excel;
using Portal.App.Documents.Model;
using Portal.Domain.Common;

namespace Portal.App.Documents.Excel;

/// <summary>Writes cells by what they hold.</summary>
internal static class Cells
{
    public const string DongFormat = "#,##0;-#,##0";
    private const string InstantFormat = "dd/mm/yyyy hh:mm";
    private const string DayFormat = "dd/mm/yyyy";
    private const string RateFormat = "0.##%";

    private static readonly XLColor Link = XLColor.FromHtml("#1F5BD8");

    /// <summary>
    /// A text stays a text, whatever it begins with, and a code keeps its zeros: neither is ever taken for a formula or a number.
    /// </summary>
    public static void Write(IXLCell cell, DocumentCell value)
    {
        switch (value.Value)
        {
            case null:
                return;
            case long rate when value.Kind == DocumentCellKind.Rate:
                cell.SetValue(rate / 10_000m).Style.NumberFormat.SetFormat(RateFormat);
                break;
            case long amount:
                cell.SetValue(amount).Style.NumberFormat.SetFormat(DongFormat);
                break;
            case DateTimeOffset at:
                cell.SetValue(at.ToOffset(LocalCalendar.Offset).DateTime).Style.DateFormat.SetFormat(InstantFormat);
                break;
            case DateOnly day:
                cell.SetValue(day.ToDateTime(TimeOnly.MinValue)).Style.DateFormat.SetFormat(DayFormat);
                break;
            default:
                Text(cell, value.Text);
                break;
        }

        if (value.Kind is DocumentCellKind.Dong or DocumentCellKind.Count or DocumentCellKind.Rate)
            cell.Style.Alignment.SetHorizontal(XLAlignmentHorizontalValues.Right);
        if (value.Link is { } address)
        {
            cell.Hyperlink = new XLHyperlink(address);
            cell.Style.Font.SetFontColor(Link).Font.SetUnderline();
        }
    }

    /// <summary>A text as it stands.</summary>
    public static IXLCell Text(IXLCell cell, string text)
    {
        cell.Style.NumberFormat.SetFormat("@");
        cell.SetDataType(XLDataType.Text);
        cell.SetValue(text);
        return cell;
    }
}
