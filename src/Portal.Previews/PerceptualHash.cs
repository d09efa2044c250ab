using SkiaSharp;

namespace Portal.Previews;

/// <summary>
/// What a picture looks like, in 64 bits (a difference hash): eight rows of nine fields, and a bit for each field that is brighter than the
/// one at its right. A copy that was made smaller or packed again has the same, or nearly.
/// </summary>
public static class PerceptualHash
{
    private const int Rows = 8;
    private const int Fields = 9;

    /// <summary>A picture whose fields lie closer together than this, of 255, shows nothing to compare.</summary>
    private const int LeastContrast = 8;

    /// <summary>Null of a picture that is all of one colour, or smaller than its fields.</summary>
    public static long? Of(SKBitmap picture)
    {
        if (picture.Width < Fields || picture.Height < Rows)
            return null;

        var brightness = Brightness(picture);
        var (least, most) = (int.MaxValue, 0);
        var hash = 0UL;
        for (var row = 0; row < Rows; row++)
        {
            for (var field = 0; field < Fields; field++)
            {
                var here = brightness[(row * Fields) + field];
                (least, most) = (Math.Min(least, here), Math.Max(most, here));
                if (field < Fields - 1)
                    hash = (hash << 1) | (here > brightness[(row * Fields) + field + 1] ? 1UL : 0UL);
            }
        }

        return most - least < LeastContrast ? null : unchecked((long)hash);
    }

    /// <summary>The mean of each field, from 0 to 255.</summary>
    private static int[] Brightness(SKBitmap picture)
    {
        var means = new int[Rows * Fields];
        var pixels = picture.GetPixelSpan();
        for (var row = 0; row < Rows; row++)
        {
            var (top, bottom) = (row * picture.Height / Rows, (row + 1) * picture.Height / Rows);
            for (var field = 0; field < Fields; field++)
            {
                var (left, right) = (field * picture.Width / Fields, (field + 1) * picture.Width / Fields);
                var sum = 0L;
                for (var y = top; y < bottom; y++)
                {
                    var at = (y * picture.RowBytes) + (left * 4);
                    for (var x = left; x < right; x++, at += 4)
                        sum += (299 * pixels[at]) + (587 * pixels[at + 1]) + (114 * pixels[at + 2]);
                }

                means[(row * Fields) + field] = (int)(sum / (1000L * (bottom - top) * (right - left)));
            }
        }

        return means;
    }
}
