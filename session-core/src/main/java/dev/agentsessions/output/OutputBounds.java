package dev.agentsessions.output;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * What a log holds of one epoch: offsets {@code base} to {@code end}, the end excluded.
 *
 * @param epoch 0 when nothing was ever printed
 * @param open whether more may come; false once the process ended and all it printed is in the log
 */
public record OutputBounds(long epoch, long base, long end, boolean open) {
  public static final OutputBounds NOTHING = new OutputBounds(0, 0, 0, false);

  public OutputBounds {
    checkArgument(0 <= base && base <= end, "base %s and end %s", base, end);
  }
}
