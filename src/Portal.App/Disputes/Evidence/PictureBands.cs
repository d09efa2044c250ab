using System.Numerics;

namespace Portal.App.Disputes.Evidence;

/// <summary>
/// Perceptual hashes as they are looked up: by quarters of 16 bits. Two hashes that differ in up to <see cref="MostDifferent"/> bits have a
/// quarter that differs in one bit or none.
/// </summary>
internal static class PictureBands
{
    /// <summary>Bits in which two pictures may differ and still look alike.</summary>
    public const int MostDifferent = 6;

    private const int Bands = 4;
    private const int Bits = 16;

    public static IEnumerable<int> Of(long hash) => Enumerable.Range(0, Bands).Select(band => Key(band, Quarter(hash, band)));

    /// <summary>The keys under which whatever looks like it is found: its own quarters, and those with one bit turned.</summary>
    public static IEnumerable<int> Near(long hash)
    {
        for (var band = 0; band < Bands; band++)
        {
            var quarter = Quarter(hash, band);
            yield return Key(band, quarter);
            for (var bit = 0; bit < Bits; bit++)
                yield return Key(band, quarter ^ (1 << bit));
        }
    }

    public static int Difference(long one, long other) => BitOperations.PopCount((ulong)(one ^ other));

    private static int Quarter(long hash, int band) => (int)((ulong)hash >> (band * Bits)) & 0xFFFF;

    private static int Key(int band, int quarter) => (band << Bits) | quarter;
}
