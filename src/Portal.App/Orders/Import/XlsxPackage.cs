using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Portal.App.Orders.Import;

/// <summary>The parts of an XLSX file as XML, read forward only and under <see cref="XlsxLimits"/>.</summary>
internal sealed class XlsxPackage : IDisposable
{
    private readonly ZipArchive zip;
    private readonly long packed;
    private long unpacked;

    private XlsxPackage(ZipArchive zip, long packed) => (this.zip, this.packed) = (zip, packed);

    /// <summary>
    /// Throws <see cref="InvalidDataException"/> for what is no zip, <see cref="XlsxTooLargeException"/> for one of too many parts.
    /// </summary>
    public static XlsxPackage Open(Stream file)
    {
        // counted in the bytes, because the zip's own number may lie and its reader makes an object of each
        if (Headers(file) > XlsxLimits.Entries)
            throw new XlsxTooLargeException();

        file.Position = 0;
        return new XlsxPackage(new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true), file.Length);
    }

    /// <summary>Null when there is no such part; names of parts ignore case.</summary>
    public XlsxPart? Part(string name)
    {
        var entry = zip.Entries.FirstOrDefault(one => string.Equals(one.FullName, name, StringComparison.OrdinalIgnoreCase));
        if (entry is null)
            return null;
        if (entry.Length is < 0 or > XlsxLimits.Unpacked)
            throw new XlsxTooLargeException();

        var most = Math.Max(XlsxLimits.SmallPart, XlsxLimits.Ratio * Math.Min(entry.CompressedLength, packed));
        // as text, so that no other encoding than UTF-8 is believed
        var text = new GuardedText(new StreamReader(entry.Open(), Encoding.UTF8), this, most);
        return new XlsxPart(XmlReader.Create(text, new XmlReaderSettings
        {
            CloseInput = true,
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
            NameTable = new BoundedNames(),
        }));
    }

    public void Dispose() => zip.Dispose();

    private static int Headers(Stream file)
    {
        ReadOnlySpan<byte> header = [(byte)'P', (byte)'K', 1, 2];
        var buffer = new byte[64 * 1024];
        var (kept, count) = (0, 0);
        file.Position = 0;
        int read;
        while ((read = file.Read(buffer, kept, buffer.Length - kept)) > 0)
        {
            var filled = kept + read;
            count += buffer.AsSpan(0, filled).Count(header);
            // a header may lie across two reads
            kept = Math.Min(filled, header.Length - 1);
            buffer.AsSpan(filled - kept, kept).CopyTo(buffer);
        }

        return count;
    }

    /// <summary>Counts what is unpacked, and what stands between two tags.</summary>
    private sealed class GuardedText(StreamReader inner, XlsxPackage package, long most) : TextReader
    {
        private long total;
        private long run;

        public override int Peek() => inner.Peek();

        public override int Read()
        {
            var one = new char[1];
            return Read(one, 0, 1) == 1 ? one[0] : -1;
        }

        public override int Read(char[] buffer, int index, int count)
        {
            var read = inner.Read(buffer, index, count);
            total += read;
            package.unpacked += read;
            var text = buffer.AsSpan(index, read);
            var first = text.IndexOf('<');
            run += first < 0 ? read : first;
            if (total > most || package.unpacked > XlsxLimits.Unpacked || run > XlsxLimits.Run)
                throw new XlsxTooLargeException();
            if (first >= 0)
                run = read - text.LastIndexOf('<');
            return read;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }

    private sealed class BoundedNames : NameTable
    {
        private int count;

        public override string Add(char[] key, int start, int len)
        {
            if (Get(key, start, len) is null)
                Count();
            return base.Add(key, start, len);
        }

        public override string Add(string key)
        {
            if (Get(key) is null)
                Count();
            return base.Add(key);
        }

        private void Count()
        {
            if (++count > XlsxLimits.Names)
                throw new XlsxTooLargeException();
        }
    }
}
