// The page /kiosk/
import { mount } from "svelte";
import "../lib/theme.css";
import Page from "./kiosk.svelte";

mount(Page, { target: document.getElementById("page") as HTMLElement });
