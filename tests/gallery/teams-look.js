// How Teams sets up Adaptive Cards, as near as it gets: sizes, spacing, and the colours of Fluent.

const colors = {
  light: {
    ink: "#242424",
    subtle: "#616161",
    accent: "#4f52b2",
    good: "#237b4b",
    warning: "#835c00",
    attention: "#c4314b",
    ground: "#ffffff",
    emphasis: "#f0f0f0",
    line: "#e0e0e0",
  },
  dark: {
    ink: "#ffffff",
    subtle: "#adadad",
    accent: "#9299f7",
    good: "#92c353",
    warning: "#f8d22a",
    attention: "#f9526b",
    ground: "#292929",
    emphasis: "#141414",
    line: "#424242",
  },
};

export function lookOf(theme) {
  const color = colors[theme];
  const plain = { default: color.ink, subtle: color.subtle };
  const both = (name) => ({ default: color[name], subtle: color[name] });
  const foregroundColors = {
    default: plain,
    dark: both("subtle"),
    light: both("subtle"),
    accent: both("accent"),
    good: both("good"),
    warning: both("warning"),
    attention: both("attention"),
  };
  const style = (backgroundColor) => ({ backgroundColor, foregroundColors });
  return {
    supportsInteractivity: true,
    fontFamily: '"Segoe UI", "Noto Sans", "Liberation Sans", sans-serif',
    fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 200, default: 400, bolder: 600 },
    lineHeights: { small: 16, default: 20, medium: 20, large: 24, extraLarge: 32 },
    spacing: { none: 0, small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: color.line },
    imageSizes: { small: 32, medium: 52, large: 100 },
    containerStyles: {
      default: style(color.ground),
      emphasis: style(color.emphasis),
      accent: style(color.emphasis),
      good: style(color.emphasis),
      attention: style(color.emphasis),
      warning: style(color.emphasis),
    },
    actions: {
      maxActions: 6,
      spacing: "medium",
      buttonSpacing: 8,
      showCard: { actionMode: "inline", inlineTopMargin: 8 },
      actionsOrientation: "horizontal",
      actionAlignment: "left",
    },
    adaptiveCard: { allowCustomStyle: true },
    inputs: {
      label: {
        inputSpacing: "small",
        requiredInputs: { weight: "bolder", suffix: " *", suffixColor: "attention" },
        optionalInputs: { weight: "bolder" },
      },
      errorMessage: { color: "attention" },
    },
    factSet: {
      title: { weight: "bolder", wrap: true, maxWidth: 150 },
      value: { wrap: true },
      spacing: 16,
    },
    textBlock: { headingLevel: 2 },
  };
}
