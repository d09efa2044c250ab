using PdfSharp.Drawing;
using Portal.App.Documents.Model;

namespace Portal.App.Documents.Pdf;

/// <summary>Columns side by side for each name, with their axis and what each colour stands for. The figures stand in the table under it.</summary>
internal sealed class ChartPiece(DocumentChart chart, double width) : Piece
{
    private const double Plot = 150;
    private const double Legend = 18;
    private const double Names = 16;

    private readonly ChartAxis _axis = ChartAxis.Of(chart.Series.SelectMany(series => series.Values));

    public override double Height => Legend + Plot + Names + 4;

    public override void Draw(PdfCanvas canvas, double top) => canvas.Figure(
        chart.Description, new XRect(PdfSheet.Left, top, width, Height), () => DrawChart(canvas, top));

    private void DrawChart(PdfCanvas canvas, double top)
    {
        var style = Look.Small with { Size = 7 };
        var labels = _axis.Ticks.Select(tick => (Value: tick, Text: DocumentCell.Dong(tick).Text)).ToList();
        var axis = labels.Max(label => style.WidthOf(label.Text)) + 6;
        double left = PdfSheet.Left + axis, wide = width - axis, plot = top + Legend;
        double Place(double value) => plot + Plot * (_axis.Highest - value) / (_axis.Highest - _axis.Lowest);

        foreach (var (value, _) in labels)
            canvas.Rule(value == 0 ? Look.Line : Look.Hairline, 0.6, left, Place(value), wide);
        var slot = wide / Math.Max(1, chart.Names.Count);
        var column = Math.Min(26, slot * 0.7 / Math.Max(1, chart.Series.Count));
        for (var i = 0; i < chart.Series.Count; i++)
        {
            for (var j = 0; j < Math.Min(chart.Names.Count, chart.Series[i].Values.Count); j++)
            {
                double value = chart.Series[i].Values[j], high = Place(Math.Max(0, value)), low = Place(Math.Min(0, value));
                var at = left + j * slot + (slot - column * chart.Series.Count) / 2 + i * column;
                canvas.Fill(Look.Series[i % Look.Series.Length], at + column * 0.06, high, column * 0.88, low - high);
            }
        }

        DrawLegend(canvas, style, left, top);
        foreach (var (value, text) in labels)
            canvas.Line(text, style, PdfSheet.Left, axis - 6, Place(value) - style.Leading / 2, TextAlign.Right);
        DrawNames(canvas, style, left, slot, plot + Plot + 4);
    }

    private void DrawLegend(PdfCanvas canvas, TextStyle style, double left, double top)
    {
        var lefts = new double[chart.Series.Count];
        for (var i = 0; i < chart.Series.Count; i++)
        {
            lefts[i] = left;
            canvas.Fill(Look.Series[i % Look.Series.Length], left, top + 2, 7, 7);
            left += 11 + style.WidthOf(style.Face.Clean(chart.Series[i].Name)) + 16;
        }

        for (var i = 0; i < chart.Series.Count; i++)
            canvas.Line(style.Face.Clean(chart.Series[i].Name), style, lefts[i] + 11, 0, top);
    }

    /// <summary>Each name under its columns; where they are too long, each second, or third.</summary>
    private void DrawNames(PdfCanvas canvas, TextStyle style, double left, double slot, double top)
    {
        var names = chart.Names.Select(style.Face.Clean).ToList();
        var step = Math.Max(1, (int)Math.Ceiling((names.Max(name => style.WidthOf(name)) + 4) / slot));
        for (var i = 0; i < names.Count; i += step)
            canvas.Line(names[i], style, left + i * slot, slot, top, TextAlign.Centre);
    }
}

/// <summary>Round numbers at which a chart's lines stand, from below its lowest value to above its highest.</summary>
internal sealed record ChartAxis(long Lowest, long Highest, IReadOnlyList<long> Ticks)
{
    private const int Lines = 5;

    public static ChartAxis Of(IEnumerable<long> values)
    {
        long lowest = 0, highest = 0;
        foreach (var value in values)
            (lowest, highest) = (Math.Min(lowest, value), Math.Max(highest, value));
        var step = Round(((double)highest - lowest) / Lines);
        var from = (long)Math.Floor(lowest / (double)step);
        var to = Math.Max(from + 1, (long)Math.Ceiling(highest / (double)step));
        List<long> ticks = [];
        for (var tick = from; tick <= to; tick++)
            ticks.Add(tick * step);
        return new ChartAxis(from * step, to * step, ticks);
    }

    /// <summary>1, 2 or 5 with noughts, no less than the given.</summary>
    private static long Round(double least)
    {
        long power = 1;
        while (power * 10 <= least)
            power *= 10;
        return power >= least ? power : 2 * power >= least ? 2 * power : 5 * power >= least ? 5 * power : 10 * power;
    }
}
