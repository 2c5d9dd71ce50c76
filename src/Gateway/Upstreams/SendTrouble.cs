using System.Net.Sockets;

namespace Gateway.Upstreams;

/// <summary>
/// What went wrong with a send, in an operator's words. An exception's own message is never used: it may hold the
/// upstream's address.
/// </summary>
internal static class SendTrouble
{
    private const string Closed = "the connection was closed before an answer came";
    private const string Cut = "the connection was closed in the middle of the answer";

    /// <param name="answerBegan">Whether the answer's head had come.</param>
    public static string Words(Exception problem, bool answerBegan) => problem switch
    {
        _ when Socket(problem) is { } error => Words(error, answerBegan),
        HttpRequestException { HttpRequestError: var error } => Words(error, answerBegan),
        HttpIOException { HttpRequestError: var error } => Words(error, answerBegan),
        InvalidDataException => "the answer could not be decompressed",
        OperationCanceledException => "no connection was made in time",
        IOException => answerBegan ? Cut : Closed,
        _ => "the request could not be carried out",
    };

    private static string Words(HttpRequestError error, bool answerBegan) => error switch
    {
        HttpRequestError.NameResolutionError => "the name could not be resolved",
        HttpRequestError.ConnectionError => "no connection could be made",
        HttpRequestError.SecureConnectionError => "no TLS connection could be made",
        HttpRequestError.ResponseEnded => answerBegan ? Cut : Closed,
        HttpRequestError.ConfigurationLimitExceeded => "the answer's headers were too long",
        HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError => "the answer was not valid HTTP",
        _ => answerBegan ? Cut : Closed,
    };

    private static string Words(SocketError error, bool answerBegan) => error switch
    {
        SocketError.ConnectionRefused => "connection refused",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "the name could not be resolved",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "the host could not be reached",
        SocketError.TimedOut => "the connection timed out",
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown =>
            answerBegan ? "the connection was reset in the middle of the answer" : "the connection was reset before an answer came",
        _ => answerBegan ? Cut : "the connection failed",
    };

    private static SocketError? Socket(Exception? problem)
    {
        for (; problem is not null; problem = problem.InnerException)
        {
            if (problem is SocketException socket)
            {
                return socket.SocketErrorCode;
            }
        }

        return null;
    }
}
