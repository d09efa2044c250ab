using Portal.Previews;

// The picture comes by the standard input and the preview goes to the standard output; nothing else is read or written. What a picture
// does to this process it does to no other: the portal waits for it, up to a time and an amount of memory, and ends it.
using var input = Console.OpenStandardInput();
using var output = Console.OpenStandardOutput();
return PreviewCommand.Run(args, input, output);
