package dev.agentsessions.testkit.output;

/**
 * What {@link dev.agentsessions.output.OutputLog} and {@link dev.agentsessions.output.OutputSink}
 * promise. A test class implements it and names both; parts of it can be run alone.
 */
public interface OutputLogContract
    extends OutputBytesContract,
        OutputEpochsContract,
        OutputBackwardContract,
        OutputReadersContract,
        OutputAttachContract,
        OutputTrimmingContract {}
