using System.Buffers.Binary;
using System.IO.Compression;
using System.Reflection;
using System.Text;
using Portal.App.Disputes.Cases;
using Portal.App.Money.Payouts;
using Portal.App.Orders.Import;
using Portal.App.Partners.IdentityVerification;
using Portal.App.Platform.Security;
using Portal.Tests.Shared;

namespace Portal.App.Tests.Security;

/// <summary>
/// Every way by which a file comes in, found by its shape, so that a new one cannot be forgotten: each is sent everything that is small
/// and costs much, and refuses it, or takes it, at a small cost.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class UploadTests
{
    private const long Most = 200L * 1024 * 1024;

    /// <summary>How each use case is sent a file; the code of the refusal, or null when it was taken.</summary>
    private static readonly Dictionary<Type, Func<World, byte[], Task<string?>>> Ways = new()
    {
        [typeof(UploadOrderReport)] = async (world, file) =>
            (await world.UploadAsync(world.OwnerOf(await world.HasShopAsync()), file)).Refusal?.Code,
        [typeof(ImportPayoutResults)] = async (world, file) =>
            (await world.Get<ImportPayoutResults>()
                .RunAsync(world.Finance(), Guid.CreateVersion7(World.Start), new MemoryStream(file), "kq", null, default)).Refusal?.Code,
        [typeof(ImportDisputes)] = async (world, file) =>
            (await world.Get<ImportDisputes>().RunAsync(
                world.PersonOf(await world.HasPartnerAsync()), new ImportDisputes.Input(file, DryRun: true), default)).Refusal?.Code,
        [typeof(SubmitIdentity)] = async (world, file) =>
            (await world.SubmitsAsync(
                await world.HasUnverifiedPartnerAsync(), World.Card() with { Front = file })).Refusal?.Fields.FirstOrDefault()?.Code,
    };

    private static readonly Dictionary<string, byte[]> Files = new(XlsxBombs.All, StringComparer.Ordinal)
    {
        ["a PNG of 12000 × 12000"] = Png(12_000, 12_000),
        ["a PNG of 2147483647 × 2147483647"] = Png(int.MaxValue, int.MaxValue, rows: 0),
        ["a PNG without its pixels"] = Png(800, 600, rows: 0),
        ["a JPEG of a head alone"] = Jpeg(800, 600),
        ["a JPEG that says 65535 × 65535"] = Jpeg(65_535, 65_535),
        ["ten million commas below headings"] = Encoding.UTF8.GetBytes(
            "Mã đơn,Ngày đặt,Sản phẩm,Số lượng,Đơn giá,Mã tham chiếu,Số tiền,Số tài khoản,Trạng thái\n"
            + string.Concat(Enumerable.Repeat(new string(',', 999_999) + "\n", 9))),
        ["a quote that never ends"] = Encoding.UTF8.GetBytes("Mã đơn,Ngày đặt,Sản phẩm,Số lượng,Đơn giá\n\"" + new string('a', 9_000_000)),
        ["headings of nine million letters"] =
        Encoding.UTF8.GetBytes(new string('a', 4_500_000) + "," + new string('b', 4_500_000) + "\n1,2\n"),
        ["nine million empty lines"] = Encoding.UTF8.GetBytes(new string('\n', 9_000_000)),
        ["SVG"] = "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>"u8.ToArray(),
        ["nothing"] = [],
    };

    public static TheoryData<string, string> Sent
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var way in Ways.Keys)
            {
                foreach (var file in Files.Keys)
                    all.Add(way.Name, file);
            }

            return all;
        }
    }

    [Fact]
    public void Every_use_case_that_takes_a_file_is_among_those_that_are_tried() =>
        Assert.Equal(TakingFiles().Select(type => type.Name).Order(StringComparer.Ordinal),
            Ways.Keys.Select(type => type.Name).Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Sent))]
    public async Task What_is_small_and_costs_much_costs_little(string way, string file)
    {
        await using var world = await World.CreateAsync();
        var (send, bytes) = (Ways.Single(one => one.Key.Name == way).Value, Files[file]);
        await send(world, "x"u8.ToArray()); // what is made once

        var before = GC.GetTotalAllocatedBytes(precise: true);
        var code = await send(world, bytes);
        var cost = GC.GetTotalAllocatedBytes(precise: true) - before;

        Assert.InRange(cost, 0, Most);
        // only an order report is kept before it is read; its dry run reads it row by row
        Assert.True(code is not null || way == nameof(UploadOrderReport), $"{way} took {file}");
    }

    /// <summary>Use cases whose input, or a part of it, is a stream or bytes.</summary>
    private static IEnumerable<Type> TakingFiles() =>
        from type in typeof(UploadOrderReport).Assembly.GetTypes()
        where type is { IsClass: true, IsAbstract: false, IsPublic: true }
        where type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.Name == "RunAsync" && method.GetParameters().Any(parameter => parameter.ParameterType == typeof(Actor)))
            .Any(run => run.GetParameters()
                .Any(parameter => IsFile(parameter.ParameterType) || (parameter.ParameterType.DeclaringType == type
                && parameter.ParameterType.GetProperties().Any(property => IsFile(property.PropertyType)))))
        select type;

    private static bool IsFile(Type type) => type == typeof(Stream) || type == typeof(byte[]);

    /// <summary>White, of one bit a pixel, with so many rows of its pixels.</summary>
    private static byte[] Png(int width, int height, int? rows = null)
    {
        using var png = new MemoryStream();
        png.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        head[8] = 1;
        Chunk(png, "IHDR"u8, head);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var row = new byte[1 + (width / 8)];
            for (var y = 0; y < (rows ?? height); y++)
                zlib.Write(row);
        }

        Chunk(png, "IDAT"u8, packed.ToArray());
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static void Chunk(MemoryStream png, ReadOnlySpan<byte> type, byte[] data)
    {
        byte[] named = [.. type, .. data];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(named);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(named));
        png.Write(number);
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }

        return ~crc;
    }

    /// <summary>What a JPEG says before its pixels, which do not come.</summary>
    private static byte[] Jpeg(int width, int height) =>
    [
        0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0,
        0xFF, 0xDB, 0, 67, 0, .. Enumerable.Repeat((byte)1, 64),
        0xFF, 0xC0, 0, 11, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0,
        0xFF, 0xC4, 0, 20, 0, 1, .. new byte[15], 0,
        0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 0xFF, 0xD9,
    ];
}

/// <summary>Tests that measure the whole process run by themselves.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
