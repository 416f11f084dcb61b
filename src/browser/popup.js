// In the middle of the opener's window.
export const features = (opener) =>
  `width=500,height=700,left=${opener.screenX + opener.outerWidth / 2 - 250},top=${opener.screenY + opener.outerHeight / 2 - 350},resizable=yes,scrollbars=yes,status=yes`;
