package dev.agentsessions.pty.log;
