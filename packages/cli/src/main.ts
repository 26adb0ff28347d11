#!/usr/bin/env node
import { usage } from "./usage.ts";

process.stdout.write(usage);
