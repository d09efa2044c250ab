using Microsoft.EntityFrameworkCore.Storage;

namespace Portal.App.Platform.Data;

/// <summary>
/// Makes a cancelled command of SQL Server a cancellation. SqlClient reports it as a failure ("Operation cancelled by user"),
/// which a page that was left, or a worker that stops, would take for an error. EF asks here about every failure of a
/// connection, command or reader, in the handler that throws it on; so the answer can be the exception that everybody expects.
/// </summary>
internal sealed class SqlServerCancellation : IExceptionDetector
{
    /// <exception cref="OperationCanceledException">The failure is SQL Server's way to say so.</exception>
    public bool IsCancellation(Exception exception, CancellationToken cancellationToken = default)
    {
        if (exception is OperationCanceledException)
            return true;
        if (cancellationToken.IsCancellationRequested && DatabaseFaults.IsCancellation(exception))
            throw new OperationCanceledException(exception.Message, exception, cancellationToken);
        return false;
    }
}
