using PdfSharp.Drawing;
using Portal.App.Documents.Model;

namespace Portal.App.Documents.Pdf;

/// <summary>
/// Columns side by side for each name, with their axis and what each colour stands for. The figures stand in the table under it.
/// </summary>
internal sealed class ChartPiece(DocumentChart chart, double width) : Piece
{
    private const double Plot = 150;
    private const double LegendLine = 13;
    private const double Names = 16;

    private static readonly TextStyle Letters = Look.Small with { Size = 7 };

    private readonly ChartAxis _axis = ChartAxis.Of(chart.Series.SelectMany(series => series.Values));
    private readonly List<(string Name, double Left, int Line)> _legend = Legend(chart, width);

    public override double Height => LegendHeight + Plot + Names + 4;

    private double LegendHeight => LegendLine * (_legend[^1].Line + 1) + 5;

    public override void Draw(PdfCanvas canvas, double top) => canvas.Figure(
        chart.Description, new XRect(PdfSheet.Left, top, width, Height), () => DrawChart(canvas, top));

    private void DrawChart(PdfCanvas canvas, double top)
    {
        var labels = _axis.Ticks.Select(tick => (Value: tick, Text: DocumentCell.Dong(tick).Text)).ToList();
        var axis = labels.Max(label => Letters.WidthOf(label.Text)) + 6;
        double left = PdfSheet.Left + axis, wide = width - axis, plot = top + LegendHeight;
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

        for (var i = 0; i < _legend.Count; i++)
            canvas.Fill(Look.Series[i % Look.Series.Length], PdfSheet.Left + _legend[i].Left, top + LegendLine * _legend[i].Line + 2, 7, 7);
        foreach (var (name, at, line) in _legend)
            canvas.Line(name, Letters, PdfSheet.Left + at + 11, 0, top + LegendLine * line);
        foreach (var (value, text) in labels)
            canvas.Line(text, Letters, PdfSheet.Left, axis - 6, Place(value) - Letters.Leading / 2, TextAlign.Right);
        DrawNames(canvas, left, slot, plot + Plot + 4);
    }

    /// <summary>Each name under its columns; where they are too long, each second or third, cut to the room that it has.</summary>
    private void DrawNames(PdfCanvas canvas, double left, double slot, double top)
    {
        var names = chart.Names.Select(Letters.Face.Clean).ToList();
        var step = Math.Clamp((int)Math.Ceiling((names.Max(name => Letters.WidthOf(name)) + 4) / slot), 1, 3);
        for (var i = 0; i < names.Count; i += step)
        {
            var room = slot * Math.Min(step, names.Count - i);
            canvas.Line(
                TextLines.Short(names[i], Letters, room - 2), Letters, left + i * slot, slot, top,
                step == 1 ? TextAlign.Centre : TextAlign.Left);
        }
    }

    /// <summary>The name of each series beside its colour, in as many lines as they need.</summary>
    private static List<(string Name, double Left, int Line)> Legend(DocumentChart chart, double width)
    {
        List<(string Name, double Left, int Line)> result = [];
        var left = 0.0;
        var line = 0;
        foreach (var series in chart.Series)
        {
            var name = TextLines.Short(series.Name, Letters, width - 12);
            var wide = 11 + Letters.WidthOf(name);
            if (left > 0 && left + wide > width)
                (left, line) = (0, line + 1);
            result.Add((name, left, line));
            left += wide + 16;
        }

        return result;
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
